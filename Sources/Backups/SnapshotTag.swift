// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// The name of a backup, which becomes part of file and object names.
package struct SnapshotTag: Sendable, Hashable, CustomStringConvertible {
  /// In bytes. The sidecar names the manifest `TAG-SCHEMA-MILLIS.json` with a UUID of 36 and 13 digits, and a file name
  /// has at most 255 bytes: 255 - 1 - 36 - 1 - 13 - 5.
  package static let longest = 199

  package let description: String

  /// Reads a tag as written in `spec.snapshotTag`.
  package init(parsing text: String) throws(SnapshotTagError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.longest else { throw .tooLong(text.utf8.count) }
    for scalar in text.unicodeScalars {
      if scalar == "/" { throw .slash }
      if scalar.isInvisible { throw .invisible(scalar) }
    }
    description = text
  }

  /// True if a restore of this tag may take a backup of the other: the sidecar takes the newest manifest whose name
  /// begins with the tag, so `night` also finds `nightly-…`.
  package func isProperPrefix(of other: SnapshotTag) -> Bool {
    description.utf8.count < other.description.utf8.count && other.description.utf8.starts(with: description.utf8)
  }
}

/// Why a text is not a snapshot tag.
package enum SnapshotTagError: InvalidValue {
  case empty
  case slash
  case invisible(Unicode.Scalar)
  /// In bytes.
  case tooLong(Int)

  package var message: String {
    switch self {
    case .empty: "must not be empty: leave it out to use the name of the object"
    case .slash: "must not contain a slash: it becomes part of a file name"
    case .invisible(let scalar): "must not contain \(scalar.visible): blanks and control characters are not allowed"
    case .tooLong(let found):
      "must be at most \(SnapshotTag.longest) bytes, found \(found): the sidecar adds 56 to make a file name of it"
    }
  }
}
