// SPDX-License-Identifier: Apache-2.0

/// What a request becomes. One value, so a request has exactly one answer.
package enum Handled: Sendable {
  /// Decided on the event loop: for work of microseconds. A body that is made while it is sent is made elsewhere.
  case now(HTTPResponse)
  /// Decided elsewhere: for work that waits, or that would make the loop's other connections wait.
  case later(@Sendable () async -> HTTPResponse)
  /// The connection ends at once, and with it whatever else was asked there: for models of servers that fail.
  case hangUp
}

/// The application behind the server. Called on an event loop: it must not block.
package protocol Handler: Sendable {
  func handle(_ request: HTTPRequest) -> Handled

  /// The response for a request that never became one, in the application's own error format.
  func render(_ refusal: Refusal) -> HTTPResponse
}
