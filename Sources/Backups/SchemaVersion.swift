// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// The version of a Cassandra schema: a UUID of 36 characters, kept in lower case as Cassandra prints it.
package struct SchemaVersion: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  /// Reads a version as written in `spec.schemaVersion`. The sidecar answers 500 to anything that is not a UUID.
  package init(parsing text: String) throws(SchemaVersionError) {
    guard text.utf8.count == 36 else { throw .length(text.utf8.count) }
    let bytes = text.utf8Span.span
    for position in bytes.indices {
      let fits =
        switch position {
        case 8, 13, 18, 23: bytes[position] == UInt8(ascii: "-")
        default: Self.isHexDigit(bytes[position])
        }
      guard fits else { throw .character(position) }
    }
    description = text.lowercased()
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}

/// Why a text is not the version of a schema.
package enum SchemaVersionError: InvalidValue {
  /// In bytes.
  case length(Int)
  /// The place of the first character that does not fit, from 0.
  case character(Int)

  package var message: String {
    let form = "must be a UUID like 59adb24e-f3cd-3e02-97f0-5b395827453f"
    switch self {
    case .length(let found): return "\(form): 36 characters, found \(found)"
    case .character(let position): return "\(form): character \(position + 1) does not fit"
    }
  }
}
