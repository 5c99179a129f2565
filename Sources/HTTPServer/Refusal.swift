// SPDX-License-Identifier: Apache-2.0

/// Why the server answers a request itself instead of handing it on.
package struct Refusal: Sendable, Equatable, Error {
  /// 400, 403, 408, 411, 413, 414, 417, 431, 501, 503 or 505.
  package var status: Int
  /// One line for the person who sent the request; contains none of its bytes unescaped.
  package var reason: String
  /// Where the next request would begin is not known (or not wanted), so the connection ends after the answer.
  package var closesConnection: Bool

  static let noRoomForBodies = "The server holds as many request bodies as it can; ask again."

  package init(status: Int, reason: String, closesConnection: Bool = true) {
    self.status = status
    self.reason = reason
    self.closesConnection = closesConnection
  }
}
