// SPDX-License-Identifier: Apache-2.0
import KubeModel

// What the sidecar of one node does with its operations.
extension SimulatedCluster {
  /// Takes an operation into a node's list. It starts as soon as a thread is free.
  /// - Returns: its key.
  mutating func accept(_ request: SidecarOperationRequest, at node: Int, parent: Int?) -> Int {
    lastKey += 1
    let operation = SidecarOperation(
      key: lastKey, id: nextUUID(), node: node, parent: parent, created: clock.wholeMilliseconds, request: request,
      version: version)
    operations[lastKey] = operation
    nodes[node].operations.append(lastKey)
    nodes[node].queue.append(lastKey)
    if request.isGlobal { record(operation) }
    updateRecord(parent) { $0.unfinishedParts += 1 }
    startQueued(at: node)
    return lastKey
  }

  private mutating func startQueued(at node: Int) {
    while nodes[node].busyThreads < SidecarPace.threads, !nodes[node].queue.isEmpty {
      nodes[node].busyThreads += 1
      agenda.add(.operation(nodes[node].queue.removeFirst()), at: clock + nodes[node].pace.start)
    }
  }

  /// The time has come for an operation's next step.
  mutating func proceed(_ key: Int) {
    guard let operation = operations[key] else { return }
    switch operation.step {
    case .start: start(operation)
    case .check: check(operation)
    case .work: finishWork(operation)
    case .coordinate(let coordination): coordinate(operation, coordination)
    case .uploadTopology: finish(key)
    case .end: end(operation)
    }
  }

  private mutating func start(_ operation: SidecarOperation) {
    operations[operation.key]?.state = .running
    operations[operation.key]?.started = clock.wholeMilliseconds
    schedule(.check, operation.key, after: nodes[operation.node].pace.check)
  }

  private mutating func check(_ operation: SidecarOperation) {
    if let problem = problem(with: operation) { return fail(operation.key, problem) }
    guard operation.request.isGlobal else { return work(operation) }
    beginCoordination(operation)
  }

  mutating func work(_ operation: SidecarOperation) {
    if operation.isDeleted, isStopped(operation) { return fail(operation.key, Self.stopped) }
    if let perThread = operation.request.ratePerThread {
      let version = version
      operations[operation.key]?.rewrite(version) { $0.bandwidth = perThread }
    }
    let duration = duration(of: operation)
    schedule(.work(since: clock, until: clock + duration), operation.key, after: duration)
  }

  private func duration(of operation: SidecarOperation) -> Duration {
    let node = nodes[operation.node]
    if operation.parent != nil, node.faults.contains(.slowChild) {
      return .seconds((operation.request.timeout + 1) * 3_600)
    }
    switch operation.request.type {
    case .backup: return node.pace.backup
    case .restore: return node.pace.duration(of: RestorePhase(rawValue: operation.request.restore.phase) ?? .initialise)
    default: return node.pace.otherWork
    }
  }

  private mutating func finishWork(_ operation: SidecarOperation) {
    switch operation.request.type {
    case .backup: writeManifest(of: operation)
    case .restore: takeEffect(of: operation)
    default: break
    }
    finish(operation.key)
  }

  mutating func schedule(_ step: SidecarOperation.Step, _ key: Int, after duration: Duration) {
    operations[key]?.step = step
    agenda.add(.operation(key), at: clock + duration)
  }

  mutating func fail(_ key: Int, _ message: String) {
    guard let node = operations[key]?.node else { return }
    operations[key]?.errors.append(SidecarOperation.Problem(source: nodes[node].pod, message: message))
    finish(key)
  }

  /// Nothing is left to be done. It says COMPLETED whatever happened, and corrects that in a moment.
  mutating func finish(_ key: Int) {
    guard let operation = operations[key] else { return }
    let progress = operation.progress(at: clock, files: nodes[operation.node].pace.files)
    operations[key]?.progress = progress
    operations[key]?.state = .completed
    schedule(.end, key, after: nodes[operation.node].pace.correction)
  }

  private mutating func end(_ operation: SidecarOperation) {
    if !operation.errors.isEmpty { operations[operation.key]?.state = .failed }
    operations[operation.key]?.progress = 1
    operations[operation.key]?.completed = clock.wholeMilliseconds
    if operation.request.isGlobal { close(operation.key, operation.errors.isEmpty ? .completed : .failed) }
    updateRecord(operation.parent) { $0.unfinishedParts -= 1 }
    nodes[operation.node].busyThreads -= 1
    startQueued(at: operation.node)
    awaitSweep(at: operation.node)
  }
}

// MARK: Removal

extension SimulatedCluster {
  private mutating func awaitSweep(at node: Int) {
    guard !nodes[node].awaitsSweep else { return }
    nodes[node].awaitsSweep = true
    agenda.add(.sweep(node: node), at: nodes[node].nextSweep(after: clock))
  }

  /// Forgets what ended more than an expiration period ago.
  mutating func sweep(_ node: Int) {
    nodes[node].awaitsSweep = false
    let old = nodes[node].operations.filter { key in
      operations[key]?.completed.map { $0 + SidecarPace.expiration < clock } ?? false
    }
    for key in old { operations[key] = nil }
    nodes[node].operations.removeAll { operations[$0] == nil }
    if nodes[node].operations.contains(where: { operations[$0]?.isTerminal == true }) { awaitSweep(at: node) }
  }

  /// The process of a sidecar is gone, and with it everything it knew.
  mutating func forgetEverything(at node: Int) {
    for key in nodes[node].operations { forget(key) }
    nodes[node].operations = []
    nodes[node].queue = []
    nodes[node].busyThreads = 0
    nodes[node].awaitsSweep = false
    agenda.remove(.sweep(node: node))
  }

  private mutating func forget(_ key: Int) {
    agenda.remove(.operation(key))
    close(key, .lost)
    if let operation = operations[key], !operation.isTerminal {
      updateRecord(operation.parent) { $0.unfinishedParts -= 1 }
    }
    operations[key] = nil
  }

  /// One operation is gone as if it had never been.
  mutating func lose(_ key: Int) {
    guard let node = operations[key]?.node else { return }
    forget(key)
    nodes[node].operations.removeAll { $0 == key }
    if nodes[node].queue.contains(key) {
      nodes[node].queue.removeAll { $0 == key }
    } else {
      nodes[node].busyThreads -= 1
      startQueued(at: node)
    }
  }
}

// MARK: Deletion

extension SimulatedCluster {
  static let stopped = "Operation was cancelled"

  func isStopped(_ operation: SidecarOperation) -> Bool {
    switch deletionEffect {
    case .stopsUploads: operation.request.type == .backup && !operation.request.isGlobal
    case .stopsEverything: true
    case .stopsNothing: false
    }
  }

  mutating func delete(_ key: Int) {
    guard let operation = operations[key], !operation.isTerminal else { return }
    operations[key]?.isDeleted = true
    // An upload notices while it is at it; other steps look before they begin, if they look at all.
    guard case .work = operation.step, isStopped(operation) else { return }
    agenda.remove(.operation(key))
    fail(key, Self.stopped)
  }
}

// MARK: The truth

extension SimulatedCluster {
  private mutating func record(_ operation: SidecarOperation) {
    // Together, so that the list is not moved for each of them.
    if globalOperations.count >= Self.mostRecords { globalOperations.removeFirst(Self.mostRecords / 10) }
    globalOperations.append(
      GlobalOperation(
        key: operation.key, id: operation.id, type: operation.request.type, tag: operation.request.snapshotTag,
        pod: nodes[operation.node].pod, created: operation.created))
  }

  /// Changes what is recorded of an operation of the whole cluster, if it still is.
  mutating func updateRecord(_ key: Int?, _ change: (inout GlobalOperation) -> Void) {
    guard let key, let place = globalOperations.lastIndex(where: { $0.key == key }) else { return }
    change(&globalOperations[place])
  }

  private mutating func close(_ key: Int, _ outcome: GlobalOperation.Outcome) {
    let now = clock
    updateRecord(key) { record in
      guard record.outcome == .running else { return }
      (record.outcome, record.ended) = (outcome, now)
    }
  }
}

extension Instant {
  /// The clock of Java 8 knows no less.
  var wholeMilliseconds: Instant {
    Instant(seconds: seconds, nanoseconds: nanoseconds / 1_000_000 * 1_000_000)
  }
}
