// SPDX-License-Identifier: Apache-2.0
package import KubeModel
internal import Synchronization

/// A model of an API server: obeys the laws that clients rely on, and breaks down on command. Versions rise over all
/// kinds; a list is of one version on all its pages; a watch tells every change after its version, once and in order;
/// what was compacted is 410; writes on a stale version conflict.
package final class ModelAPIServer: ObjectReading, ObjectWriting, ObjectDeleting {
  package enum Verb: String, Sendable { case get, list, watch, create, replace, patch, delete }

  struct State {
    var history = ModelHistory()
    var watchers: [Int: ModelWatcher] = [:]
    var nextID = 0
    var counts: [Verb: Int] = [:]
    var requestFaults: [RequestFault] = []
    /// Of the watches that are asked for next.
    var watchFaults: [(fault: WatchFault, after: Int)] = []
    var randomFaults: RandomFaults?
    /// Clients that wait for us: in a watch with nothing to tell, or in a request that hangs.
    var parked: [Int: CheckedContinuation<Bool, Never>] = [:]
    var cancelled: Set<Int> = []
    /// Tests that wait for a client to wait.
    var onlookers: [CheckedContinuation<Void, Never>] = []
  }

  let state = Mutex(State())
  private let beforeAnswer: @Sendable (ModelAPIServer, Verb) -> Void

  /// - Parameter beforeAnswer: sees each request first, and may change the world between two pages of a list.
  package init(beforeAnswer: @escaping @Sendable (ModelAPIServer, Verb) -> Void = { _, _ in }) {
    self.beforeAnswer = beforeAnswer
  }

  /// How many requests came, those that failed included.
  package func count(of verb: Verb) -> Int { state.withLock { $0.counts[verb] ?? 0 } }

  package func objects(_ resource: KubeResource) -> [KubeObject] { state.withLock { $0.history.objects(resource) } }

  package func get(_ resource: KubeResource, _ key: ObjectKey) async throws(KubeError) -> KubeObject {
    try await answer(.get, resource) { state throws(ModelRefusal) in
      guard let object = state.history.object(resource, key) else { throw ModelRefusal(.notFound, "\(key) not found") }
      return object
    }
  }

  package func list(
    _ resource: KubeResource, in namespace: String?, _ page: ListPage
  ) async throws(KubeError) -> ObjectList {
    try await answer(.list, resource) { state throws(ModelRefusal) in
      try state.history.list(resource, in: namespace, page)
    }
  }

  package func watch(
    _ resource: KubeResource, in namespace: String?, since version: String
  ) async throws(KubeError) -> any WatchStream {
    let id = try await answer(.watch, resource) { state throws(ModelRefusal) in
      var watcher = ModelWatcher(resource: resource, namespace: namespace)
      watcher.events = try state.history.changes(since: version).filter(watcher.concerns).map(\.event)[...]
      if !state.watchFaults.isEmpty { watcher.fault = state.watchFaults.removeFirst() }
      state.nextID += 1
      state.watchers[state.nextID] = watcher
      return state.nextID
    }
    return ModelWatch(self, id)
  }

  /// What every request goes through.
  func answer<Answer: Sendable>(
    _ verb: Verb, _ resource: KubeResource, _ body: (inout State) throws(ModelRefusal) -> Answer
  ) async throws(KubeError) -> Answer {
    let (fault, id) = state.withLock { state in
      state.counts[verb, default: 0] += 1
      state.nextID += 1
      let fault = state.requestFaults.isEmpty ? state.randomFaults?.nextForRequest() : state.requestFaults.removeFirst()
      return (fault, state.nextID)
    }
    let cause: KubeError.Cause
    switch fault {
    case .refuse(let status, let retryAfter): cause = .refused(status, retryAfter: retryAfter)
    case .unreachable: cause = .unreachable("connection refused")
    case .hang: cause = await park(id) ? .unanswered("connection reset by peer") : .cancelled
    case nil:
      beforeAnswer(self, verb)
      do throws(ModelRefusal) {
        return try state.withLock { state throws(ModelRefusal) in try body(&state) }
      } catch {
        cause = .refused(error.status, retryAfter: nil)
      }
    }
    throw KubeError(verb: verb.rawValue, path: "/\(resource.plural)", cause: cause)
  }
}

// MARK: Watches

extension ModelAPIServer {
  func next(of id: Int) async throws(KubeError) -> WatchEvent? {
    while true {
      let step = state.withLock { $0.watchers[id]?.step(&$0.randomFaults) }
      switch step {
      case .tell(let event): return event
      case .end, nil: return nil
      case .cut: throw KubeError(verb: "watch", path: "/", cause: .unanswered("connection reset by peer"))
      case .wait:
        guard await park(id) else { throw KubeError(verb: "watch", path: "/", cause: .cancelled) }
      }
    }
  }

  func forget(_ id: Int) {
    state.withLock { $0.watchers[id] = nil }
  }

  /// Waits until somebody wakes it, unless a watch has got something to tell meanwhile.
  /// - Returns: false if the caller was cancelled.
  private func park(_ id: Int) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (answer, onlookers): (Bool?, [CheckedContinuation<Void, Never>]) = state.withLock { state in
          if state.cancelled.contains(id) { return (false, []) }
          if state.watchers[id]?.isQuiet == false { return (true, []) }
          state.parked[id] = continuation
          defer { state.onlookers = [] }
          return (nil, state.onlookers)
        }
        if let answer { continuation.resume(returning: answer) }
        for onlooker in onlookers { onlooker.resume() }
      }
    } onCancel: {
      let continuation = state.withLock { state in
        state.cancelled.insert(id)
        return state.parked.removeValue(forKey: id)
      }
      continuation?.resume(returning: false)
    }
  }

  package enum Wait: Sendable { case watch, hangingRequest }

  /// Returns once a client waits for us: in a watch that has nothing to tell, or in a request that hangs. Nil if the
  /// test is cancelled first, as it is when its time is over.
  @discardableResult
  package func clientWaits() async -> Wait? {
    while !Task.isCancelled {
      let wait = state.withLock { state in
        state.parked.keys.first.map { state.watchers[$0] == nil ? Wait.hangingRequest : .watch }
      }
      if let wait { return wait }
      await nextClient()
    }
    return nil
  }

  /// Returns when a client comes to wait for us, unless one does so already.
  private func nextClient() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          guard state.parked.isEmpty, !Task.isCancelled else { return true }
          state.onlookers.append(continuation)
          return false
        }
        if waits { continuation.resume() }
      }
    } onCancel: {
      let onlookers = state.withLock { state in
        defer { state.onlookers = [] }
        return state.onlookers
      }
      for onlooker in onlookers { onlooker.resume() }
    }
  }
}
