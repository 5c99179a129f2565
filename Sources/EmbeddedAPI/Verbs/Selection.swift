// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// Which objects a list or a watch is about.
struct Selection: Sendable {
  private let type: ResourceType
  private let namespace: String?
  private let labels: LabelSelector?
  private let fields: FieldSelector?

  init(_ target: Target, _ query: RequestQuery) throws(APIFailure) {
    (type, namespace) = (target.type, target.namespace)
    do throws(SelectorError) {
      labels = try query["labelSelector"].map { text throws(SelectorError) in try LabelSelector(text) }
      fields = try query["fieldSelector"].map { text throws(SelectorError) in
        try FieldSelector(text, of: target.resource)
      }
    } catch {
      throw .badRequest("\(error)")
    }
  }

  var isEverything: Bool { labels?.isEmpty ?? true && fields?.isEmpty ?? true }

  func matches(_ object: JSONValue) -> Bool {
    labels?.matches(object) ?? true && fields?.matches(object) ?? true
  }

  /// What a change is to somebody who sees these objects alone: one that begins to match is new, one that no longer does
  /// is gone.
  func event(of change: Change) -> (type: String, object: JSONValue)? {
    guard change.type == type, namespace == nil || namespace == "" || change.key.namespace == namespace else {
      return nil
    }
    let (was, matchesNow) = (change.old.map(matches) ?? false, change.new.map(matches) ?? false)
    switch (was, matchesNow) {
    case (false, true): return ("ADDED", change.object)
    case (true, true): return ("MODIFIED", change.object)
    case (true, false): return ("DELETED", Change.stamped(change.old ?? .null, change.revision))
    case (false, false): return nil
    }
  }
}
