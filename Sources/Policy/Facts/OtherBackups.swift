// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The backups of a cluster but for one, without a copy of the list.
package struct OtherBackups: Sendable, Sequence {
  private let all: [BackupFact]
  private let excluded: ObjectKey

  package init(_ all: [BackupFact], except excluded: ObjectKey) {
    self.all = all
    self.excluded = excluded
  }

  package func makeIterator() -> some IteratorProtocol<BackupFact> {
    all.lazy.filter { $0.key != excluded }.makeIterator()
  }
}
