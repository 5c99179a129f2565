// SPDX-License-Identifier: Apache-2.0
private import KubeModel

/// Something that happened to an object, as `kubectl describe` tells it.
package struct Event: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  /// The API's `note` has as many bytes, and nobody reads more of a line.
  package static let longestMessage = 1_024

  package let kind: Kind
  /// One word in camel case, always the same for the same thing: `BackupFailed`.
  package let reason: String
  /// At most `longestMessage` bytes; one that was cut ends in `…`.
  package let message: String

  /// - Parameter message: on one line, made fit for a terminal; cut if it is too long.
  package init(_ kind: Kind, _ reason: String, _ message: String) {
    self.kind = kind
    self.reason = reason
    self.message = Event.fitting(message)
  }

  private static func fitting(_ message: String) -> String {
    let line = PlainText.line(message, longest: longestMessage)
    guard line.utf8.count > longestMessage else { return line }
    var cut = ""
    for scalar in line.unicodeScalars {
      guard cut.utf8.count + UTF8.width(scalar) + 3 <= longestMessage else { break }
      cut.unicodeScalars.append(scalar)
    }
    return cut + "…"
  }
}
