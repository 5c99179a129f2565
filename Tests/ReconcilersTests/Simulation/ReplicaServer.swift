// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import TestSupport

/// The API server as one replica sees it: any call may be slow, fail, lose its answer, or be the last one of a process.
struct ReplicaServer: ObjectReading, ObjectWriting {
  let world: World
  let replica: Replica

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try await call("get") { () async throws(KubeError) in
      if resource.plural == "pods" { return try world.pod(key.name) }
      return try await world.server.get(resource, key)
    }
  }

  func list(_ resource: KubeResource, in namespace: String?, _ page: ListPage) async throws(KubeError) -> ObjectList {
    try await call("list") { () async throws(KubeError) in
      if resource.plural == "pods" { return world.pods(page.labelSelector ?? "") }
      return try await world.server.list(resource, in: namespace, page)
    }
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    throw KubeError(verb: "watch", path: "", cause: .unreachable("nobody watches here"))
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    throw KubeError(verb: "create", path: "", cause: .unreachable("nothing is created here"))
  }

  func replace(_ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue) async throws(KubeError) -> KubeObject {
    throw KubeError(verb: "replace", path: "", cause: .unreachable("nothing is replaced here"))
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    try await call("patch") { () async throws(KubeError) in
      let before = try await world.server.get(resource, key)
      let object = try await world.server.patch(resource, key, patch, subresource: subresource)
      world.wrote(object, over: before, by: replica)
      return object
    }
  }

  private func call<Answer: Sendable>(
    _ verb: String, _ body: () async throws(KubeError) -> Answer
  ) async throws(KubeError) -> Answer {
    let fate = await world.fate(of: replica)
    guard fate.isDone else {
      let cause: KubeError.Cause = replica.isAlive ? .unreachable("connection refused") : .cancelled
      throw KubeError(verb: verb, path: "", cause: cause)
    }
    let answer = try await body()
    guard await world.arrives(fate, replica) else {
      let cause: KubeError.Cause = replica.isAlive ? .unanswered("connection reset") : .cancelled
      throw KubeError(verb: verb, path: "", cause: cause)
    }
    return answer
  }
}
