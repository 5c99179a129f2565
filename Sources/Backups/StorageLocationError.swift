// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Why a text is not a storage location.
package enum StorageLocationError: InvalidValue {
  case empty
  case noProvider
  case unknownProvider(String, meant: Provider?)
  case noBucket(Provider)
  /// Two, three or more than four parts where there must be one or four.
  case prefixPath(Provider, bucket: String)
  /// A `file` location with fewer than five parts.
  case fileParts(found: Int)
  case relativeDirectory
  case emptyPart
  case invisible(Unicode.Scalar, in: String)
  /// In bytes.
  case tooLong(Int)

  package var message: String {
    switch self {
    case .empty: "must not be empty: write PROVIDER://BUCKET, for example s3://my-backups"
    case .noProvider: "must begin with a provider and ://, for example s3://my-backups; providers are \(Provider.list)"
    case .unknownProvider(let word, let meant): Self.unknown(word, meant)
    case .noBucket(let provider): "names no bucket: write \(provider.rawValue)://BUCKET"
    case .prefixPath(let provider, let bucket):
      "a bucket has no prefix path: write \(provider.rawValue)://BUCKET or \(provider.rawValue)://BUCKET/CLUSTER/DC/NODE "
        + "(the bucket here is \(bucket.quoted))"
    case .fileParts(let found):
      "a file location has at least five parts, found \(found): write file:///DIRECTORY/BUCKET/CLUSTER/DC/NODE"
    case .relativeDirectory:
      "the directory of a file location must be absolute: write file:///DIRECTORY/BUCKET/CLUSTER/DC/NODE, "
        + "with three slashes after file:"
    case .emptyPart: "has an empty part: remove the doubled slash"
    case .tooLong(let found): "must be at most \(StorageLocation.longest) bytes, found \(found)"
    case .invisible(let scalar, let part): "must not contain \(scalar.visible), found in \(part.quoted)"
    }
  }

  private static func unknown(_ word: String, _ meant: Provider?) -> String {
    let text = "unknown provider \(word.quoted)"
    return meant.map { text + ", did you mean \($0.rawValue)?" } ?? text + ": must be one of \(Provider.list)"
  }
}
