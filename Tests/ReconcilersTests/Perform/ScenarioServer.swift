// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Policy
import TestSupport

@testable import Reconcilers

/// The API server as a process sees it. Its pods are those of the simulated clusters.
struct ScenarioServer: ObjectReading, ObjectWriting {
  let scenario: Scenario
  let process: ScenarioProcess

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try check("get")
    if resource == SidecarPods.resource { return try scenario.cassandra.pod(key) }
    return try await scenario.model.get(resource, key)
  }

  func list(_ resource: KubeResource, in namespace: String?, _ page: ListPage) async throws(KubeError) -> ObjectList {
    try check("list")
    guard resource == SidecarPods.resource else { return try await scenario.model.list(resource, in: namespace, page) }
    let pods = scenario.cassandra.pods(in: namespace ?? "", page.labelSelector ?? "")
    return ObjectList(objects: pods, resourceVersion: "1")
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    throw unused("watch")
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    throw unused("create")
  }

  func replace(_ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue) async throws(KubeError) -> KubeObject {
    throw unused("replace")
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    try check("patch")
    let object = try await scenario.model.patch(resource, key, patch, subresource: subresource)
    if case .merge(let body) = patch {
      scenario.noted(ScenarioPatch(key: key, body: body, isOfStatus: subresource == .status, time: scenario.now))
    }
    if let kind = SubjectKind(object) { process.learn(kind, object) }
    return object
  }

  private func check(_ verb: String) throws(KubeError) {
    if !process.isAlive { throw KubeError(verb: verb, path: "", cause: .cancelled) }
    if scenario.isAPIServerDown { throw KubeError(verb: verb, path: "", cause: .unreachable("connection refused")) }
  }

  private func unused(_ verb: String) -> KubeError {
    KubeError(verb: verb, path: "", cause: .unreachable("a reconciler does not \(verb)"))
  }
}
