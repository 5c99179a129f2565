// SPDX-License-Identifier: Apache-2.0

/// Reading objects of a cluster. The Kubernetes client does it over HTTP, tests from memory. Implementations
/// ask again only when the server itself says when, and otherwise wait for nothing but the answer (and their rate limit):
/// who asks decides what an error means.
package protocol ObjectReading: Sendable {
  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject

  /// One page of the objects of a kind.
  /// - Parameter namespace: nil for all.
  func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) async throws(KubeError) -> ObjectList

  /// Everything that happens to the objects of a kind after a version.
  /// - Parameter version: of a list, an event or a bookmark; its age is for the server to judge (410 when too old).
  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream
}

/// Which part of a list is asked for.
package struct ListPage: Sendable, Equatable {
  /// Objects at most.
  package var limit: Int
  /// From the page before; nil for the first.
  package var continuation: String?
  /// Which objects are meant, as kubectl's `--selector` takes it: `app=cassandracluster,cassandracluster=demo`. Nil for
  /// all. The same for each page of a list.
  package var labelSelector: String?

  package init(limit: Int, continuation: String? = nil, labelSelector: String? = nil) {
    self.limit = limit
    self.continuation = continuation
    self.labelSelector = labelSelector
  }
}

/// One page of a list.
package struct ObjectList: Sendable {
  package var objects: [KubeObject]
  /// Of the whole list, the same on each page.
  package var resourceVersion: String
  /// Nil on the last page.
  package var continuation: String?
  /// Elements of the page that are no objects with a name, and therefore are not among `objects`.
  package var malformed: Int

  package init(objects: [KubeObject], resourceVersion: String, continuation: String? = nil, malformed: Int = 0) {
    self.objects = objects
    self.resourceVersion = resourceVersion
    self.continuation = continuation
    self.malformed = malformed
  }
}

/// A watch that is under way. It ends when nobody holds it any more.
package protocol WatchStream: AnyObject, Sendable {
  /// Nil when the server ended the watch, as it does after some minutes.
  func next() async throws(KubeError) -> WatchEvent?
}
