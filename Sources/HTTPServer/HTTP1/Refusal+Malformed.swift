// SPDX-License-Identifier: Apache-2.0

extension Refusal {
  /// 400. After a message whose grammar is wrong nobody can say where the next begins, so the connection ends.
  static func malformed(_ reason: String) -> Refusal {
    Refusal(status: 400, reason: reason)
  }

  /// 413. The rest of the body is not read.
  static func bodyTooLarge(limit: Int) -> Refusal {
    Refusal(status: 413, reason: "The body is larger than the \(limit) bytes this server takes.")
  }
}
