// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

extension Database {
  /// Puts objects there, past webhooks, as if an administrator had. What is as it should be stays as it is. Watches cannot
  /// begin before this.
  func install(_ objects: [JSONValue], now: Instant) throws(APIFailure) {
    for object in objects {
      let type = KubeObject(object).groupVersionKind
      guard let resource = resources.all.first(where: { $0.type == type }),
        let target = Target(installing: KubeObject(object), resource, resources), let key = target.key
      else { throw .badRequest("\(type?.description ?? "an object without kind") cannot be installed") }
      let received = try resource.received(object, target)
      _ = try write { store throws(APIFailure) in
        let old = store.object(target.type, key)
        let new =
          old.map { resource.updated(received, from: $0.converted(to: resource), isStatus: false) }
          ?? resource.created(received, now: now)
        try resource.check(new, replacing: old)
        let kept = new.converted(to: target.stored)
        return kept == old ? kept : store.put(kept, target.type, key)
      }
    }
    forgetHistory()
  }
}
