// SPDX-License-Identifier: Apache-2.0

/// A storage location by the sidecar's own patterns, which are greedy: of `s3://b/p/c/d/n` the bucket is `b/p`.
struct SidecarLocation: Sendable, Equatable {
  var provider: String
  /// Of `file` only: the folder that holds the bucket; empty for the sidecar's working directory.
  var directory: String?
  var bucket: String
  /// Nil in a location that names a bucket alone.
  var folder: Folder?

  /// Where one node's backups are, within the bucket.
  struct Folder: Sendable, Equatable {
    var cluster: String
    var datacenter: String
    var node: String

    var path: String { "\(cluster)/\(datacenter)/\(node)" }
  }

  /// Nil if none of the patterns matches.
  init?(parsing text: String) {
    let text = text.hasSuffix("/") ? String(text.dropLast()) : text
    let isFile = text.hasPrefix("file")
    let pieces = text.split(separator: "://", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return nil }
    // The provider ends at the last mark that leaves enough parts behind it.
    var slashes = -2
    for mark in (1..<pieces.count).reversed() {
      slashes += pieces[mark].count { $0 == "/" } + 2
      guard slashes >= (isFile ? 4 : 3) || (slashes == 0 && !isFile) else { continue }
      let parts = pieces[mark...].joined(separator: "://").split(separator: "/", omittingEmptySubsequences: false)
      self.init(pieces[..<mark].joined(separator: "://"), parts.map(String.init), isFile: isFile)
      return
    }
    return nil
  }

  private init?(_ provider: String, _ parts: [String], isFile: Bool) {
    self.provider = provider
    guard parts.count > 1 else {
      guard let only = parts.first, !only.isEmpty else { return nil }
      bucket = only
      return
    }
    let names = Array(parts.suffix(3))
    folder = Folder(cluster: names[0], datacenter: names[1], node: names[2])
    let rest = parts.dropLast(3)
    bucket = isFile ? rest.last ?? "" : rest.joined(separator: "/")
    directory = isFile ? rest.dropLast().joined(separator: "/") : nil
  }

  /// The same bucket, and the folder of a node.
  func inFolder(_ folder: Folder) -> SidecarLocation {
    var location = self
    location.folder = folder
    return location
  }

  /// The bucket with the way to it: `s3://acme`, `file:///backups/acme`.
  var place: String { "\(provider)://" + (directory.map { $0 + "/" } ?? "") + bucket }

  var text: String { place + (folder.map { "/" + $0.path } ?? "") }
}
