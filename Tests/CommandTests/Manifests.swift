// SPDX-License-Identifier: Apache-2.0
import Documents

/// Manifests for tests of lint.
enum Manifests {
  static let good = """
    apiVersion: db.orange.com/v2
    kind: CassandraBackup
    metadata:
      name: good
    spec:
      cassandraCluster: c
      storageLocation: s3://cassie

    """

  /// Denied for its bandwidth, in line 8 and column 14.
  static let bad = """
    apiVersion: db.orange.com/v2
    kind: CassandraBackup
    metadata:
      name: bad
    spec:
      cassandraCluster: c
      storageLocation: s3://cassie
      bandwidth: fast

    """

  static func documents(_ text: String, file: String = "a.yaml") -> [SourceDocument] {
    DocumentReader.documents(in: Array(text.utf8), file: file).compactMap { try? $0.get() }.flatMap(\.flattened)
  }
}
