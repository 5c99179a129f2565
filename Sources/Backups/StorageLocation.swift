// SPDX-License-Identifier: Apache-2.0

/// Where a backup is stored: `s3://bucket`, `s3://bucket/cluster/dc/node` or
/// `file:///directory/bucket/cluster/dc/node`.
///
/// These are the forms the sidecar (esop 1.0.0 to 3.0.1) reads, less those it reads but cannot use: it takes
/// `s3://b/p/c/d/n` for a bucket named `b/p`, and `file:///a/b/c/d` for the bucket `a` in its working directory.
/// There is
/// no prefix within a bucket. Two texts that mean the same location parse to equal values.
package struct StorageLocation: Sendable, Hashable {
  package enum Form: Sendable, Hashable {
    /// The sidecar adds cluster, data centre and host.
    case bucket
    indirect case node(NodePath)
    /// A folder on every Cassandra node; the bucket is a folder in it.
    indirect case file(directory: String, NodePath)
  }

  /// The last three parts of a full location. In a backup of the whole cluster, and the operator asks for no other, the
  /// sidecar puts the real names in their place.
  package struct NodePath: Sendable, Hashable {
    package let cluster: String
    package let datacenter: String
    package let node: String
  }

  /// In bytes: the longest path on Linux; no bucket has so long a name.
  package static let longest = 4_096

  package let provider: Provider
  package let bucket: String
  package let form: Form

  /// Reads a location as written in `spec.storageLocation`.
  package init(parsing text: String) throws(StorageLocationError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.longest else { throw .tooLong(text.utf8.count) }
    let bytes = Array(text.utf8)
    guard let mark = Self.mark(in: bytes) else { throw .noProvider }
    let scheme = String(decoding: bytes[..<mark], as: UTF8.self)
    guard let provider = Provider(rawValue: scheme) else {
      throw .unknownProvider(scheme, meant: Provider.meant(by: scheme))
    }
    let path = bytes[(mark + 3)...]
    // One slash at the end is forgiven, not two.
    let parts = Self.parts(of: path.last == UInt8(ascii: "/") ? path.dropLast() : path)
    self = provider == .file ? try Self(file: parts) : try Self(provider, parts)
  }

  /// The provider ends at the last `://`, as in the sidecar's greedy pattern. By bytes, since an accent behind a slash
  /// would hide it from a search for characters.
  private static func mark(in bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast(2).last {
      bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: "/") && bytes[$0 + 2] == UInt8(ascii: "/")
    }
  }

  private static func parts(of path: ArraySlice<UInt8>) -> [String] {
    var parts: [String] = []
    var rest = path
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      parts.append(String(decoding: rest[..<slash], as: UTF8.self))
      rest = rest[(slash + 1)...]
    }
    parts.append(String(decoding: rest, as: UTF8.self))
    return parts
  }

  private init(_ provider: Provider, _ parts: [String]) throws(StorageLocationError) {
    guard let bucket = parts.first, !bucket.isEmpty else { throw .noBucket(provider) }
    try Self.check(parts)
    (self.provider, self.bucket) = (provider, bucket)
    switch parts.count {
    case 1: form = .bucket
    case 4: form = .node(NodePath(cluster: parts[1], datacenter: parts[2], node: parts[3]))
    default: throw .prefixPath(provider, bucket: bucket)
    }
  }

  /// The last four parts are bucket, cluster, data centre and node; all before them is the directory.
  private init(file parts: [String]) throws(StorageLocationError) {
    guard let first = parts.first, first.isEmpty else { throw .relativeDirectory }
    guard parts.count >= 6 else { throw .fileParts(found: parts.count { !$0.isEmpty }) }
    let names = Array(parts.suffix(4))
    guard !parts[1...].contains("") else { throw .emptyPart }
    try Self.check(names)
    (provider, bucket) = (.file, names[0])
    form = .file(
      directory: parts.dropLast(4).joined(separator: "/"),
      NodePath(cluster: names[1], datacenter: names[2], node: names[3]))
  }

  private static func check(_ parts: some Collection<String>) throws(StorageLocationError) {
    for part in parts {
      guard !part.isEmpty else { throw .emptyPart }
      if let scalar = part.unicodeScalars.first(where: \.isInvisible) { throw .invisible(scalar, in: part) }
    }
  }

  /// What two locations share when the backups of one cluster land in the same folder: `s3://b` for `s3://b/c/d/n` too,
  /// because the sidecar replaces the last three parts.
  package var place: String {
    switch form {
    case .bucket, .node: "\(provider.rawValue)://\(bucket)"
    case .file(let directory, _): "file://\(directory)/\(bucket)"
    }
  }
}

extension StorageLocation: CustomStringConvertible {
  package var description: String {
    switch form {
    case .bucket: place
    case .node(let path), .file(_, let path): "\(place)/\(path.cluster)/\(path.datacenter)/\(path.node)"
    }
  }
}
