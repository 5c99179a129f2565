// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel

/// An API server whose objects only a leader changes.
struct FencedServer: ObjectReading, ObjectWriting {
  private let reading: any ObjectReading
  private let writing: FencedWriting

  init(_ server: any ObjectReading & ObjectWriting, by leadership: Leadership, clock: any Clock<Duration>) {
    reading = server
    writing = FencedWriting(server, by: leadership, clock: clock)
  }

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try await reading.get(resource, key)
  }

  func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) async throws(KubeError) -> ObjectList {
    try await reading.list(resource, in: namespace, page)
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    try await reading.watch(resource, in: namespace, since: version)
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await writing.create(resource, in: namespace, object)
  }

  func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await writing.replace(resource, key, object)
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    try await writing.patch(resource, key, patch, subresource: subresource)
  }
}
