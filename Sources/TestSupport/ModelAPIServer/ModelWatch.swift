// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// A watch of a model of an API server, as its client holds it.
final class ModelWatch: WatchStream {
  private let server: ModelAPIServer
  private let id: Int

  init(_ server: ModelAPIServer, _ id: Int) {
    self.server = server
    self.id = id
  }

  deinit { server.forget(id) }

  func next() async throws(KubeError) -> WatchEvent? {
    try await server.next(of: id)
  }
}

/// The same watch as the server holds it.
struct ModelWatcher {
  enum Step { case tell(WatchEvent), end, cut, wait }

  var resource: KubeResource
  var namespace: String?
  /// Not told yet.
  var events: ArraySlice<WatchEvent>
  /// To come after so many events.
  var fault: (fault: WatchFault, after: Int)?
  private var isOver = false

  init(resource: KubeResource, namespace: String?, events: ArraySlice<WatchEvent> = []) {
    self.resource = resource
    self.namespace = namespace
    self.events = events
  }

  func concerns(_ change: ModelHistory.Change) -> Bool {
    change.resource == resource && (namespace == nil || namespace == change.namespace)
  }

  /// There is nothing to tell.
  var isQuiet: Bool {
    if isOver { return false }
    guard let fault, fault.after == 0 else { return events.isEmpty }
    if case .garble = fault.fault { return events.isEmpty }
    return false
  }

  /// What the client is told next.
  mutating func step(_ randomFaults: inout RandomFaults?) -> Step {
    if isOver { return .end }
    if fault == nil, !events.isEmpty { fault = randomFaults?.nextForWatch().map { ($0, 0) } }
    if let fault, fault.after == 0 { return perform(fault.fault) }
    guard let event = events.popFirst() else { return .wait }
    fault?.after -= 1
    return .tell(event)
  }

  private mutating func perform(_ fault: WatchFault) -> Step {
    if case .garble = fault {
      guard events.popFirst() != nil else { return .wait }
      self.fault = nil
      return .tell(.malformed("unexpected end of the text"))
    }
    isOver = true
    switch fault {
    case .cut: return .cut
    case .fail(let status): return .tell(.failed(status))
    case .end, .garble: return .end
    }
  }
}
