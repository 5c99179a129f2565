// SPDX-License-Identifier: Apache-2.0
import Admission
import Certificates
import KubeModel
import Synchronization

/// A cluster in memory: the store of the simulation behind the ports, with an API server that knows everything at once.
final class MemoryCluster: ObjectReading, ObjectWriting, ObjectTrying {
  struct State {
    var store = SimulatedStore()
    /// What the next requests come to instead.
    var failures: [KubeError.Cause] = []
    var checks = 0
  }

  let state = Mutex(State())

  func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try answer(.read(resource, key))
  }

  func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try answer(.create(object))
  }

  func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try answer(.replace(object))
  }

  func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    let kind = WebhookConfiguration.Kind.allCases.first { $0.resource == resource }
    guard let kind else { throw KubeError(verb: "patch", path: "", cause: .malformed("no such kind")) }
    return try answer(.publish(kind, patch))
  }

  func tryCreation(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    state.withLock { $0.checks += 1 }
    guard let reply = try? DeliveryCheck.reply(to: object) else {
      throw KubeError(verb: "create", path: "", cause: .malformed("no check"))
    }
    throw reply
  }

  func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) async throws(KubeError) -> ObjectList {
    throw KubeError(verb: "list", path: "", cause: .malformed("nobody lists here"))
  }

  func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    throw KubeError(verb: "watch", path: "", cause: .malformed("nobody watches here"))
  }

  private func answer(_ request: CertificateKeeper.Request) throws(KubeError) -> KubeObject {
    let result = state.withLock { state -> Result<KubeObject, KubeError> in
      guard state.failures.isEmpty else {
        return .failure(KubeError(verb: "", path: "", cause: state.failures.removeFirst()))
      }
      return state.store.answer(request)
    }
    return try result.get()
  }

  /// What replicas share now.
  var certificates: CertificateState? {
    guard let secret = state.withLock({ $0.store.secret }),
      case .state(let state) = CertificateSecret.content(of: secret)
    else { return nil }
    return state
  }
}
