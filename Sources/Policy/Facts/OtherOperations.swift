// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What runs on a cluster or waits for it, but for one restore, without a copy of the list.
package struct OtherOperations: Sendable, Sequence {
  private let all: [OperationFact]
  private let excluded: ObjectKey

  package init(_ all: [OperationFact], exceptRestore excluded: ObjectKey) {
    self.all = all
    self.excluded = excluded
  }

  package func makeIterator() -> some IteratorProtocol<OperationFact> {
    all.lazy.filter { $0.kind != .restore || $0.key != excluded }.makeIterator()
  }
}
