// SPDX-License-Identifier: Apache-2.0

extension Status {
  /// The failure in an answer of an API server; nil if it is none.
  package init?(_ json: JSONValue) {
    guard json["kind"]?.string == "Status", let code = json["code"]?.integer, (400...599).contains(code) else {
      return nil
    }
    self.init(
      code: Int(code), reason: json["reason"]?.string.flatMap(StatusReason.init(rawValue:)),
      message: json["message"]?.string ?? "")
  }
}
