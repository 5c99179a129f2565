// SPDX-License-Identifier: Apache-2.0
import KubeModel

// How a coordinator leads an operation of the whole cluster.
extension SimulatedCluster {
  mutating func beginCoordination(_ operation: SidecarOperation) {
    let targets = targets(of: operation)
    let pods = targets.map { nodes[$0.node].pod }
    updateRecord(operation.key) { $0.nodes = pods }
    var coordination: Coordination
    if operation.request.type == .restore {
      let phase = RestorePhase(rawValue: operation.request.restore.phase) ?? .initialise
      coordination = operation.request.restore.isSinglePhase ? .single(phase, targets) : .restore(targets)
    } else {
      coordination = .backup(targets)
      rewriteTag(of: operation)
    }
    beginPhase(operation.key, &coordination)
  }

  /// Every endpoint of the data centres asked for, those that are down included; the coordinator first.
  private func targets(of operation: SidecarOperation) -> [Coordination.Target] {
    let wanted = datacenters(of: operation.request)
    let members = nodes.indices.filter {
      nodes[$0].isMember && (wanted.isEmpty || wanted.contains(nodes[$0].datacenter))
    }
    return (members.filter { $0 == operation.node } + members.filter { $0 != operation.node }).map { node in
      let folder = SidecarLocation.Folder(
        cluster: name, datacenter: nodes[node].datacenter, node: nodes[node].hostID)
      return Coordination.Target(node: node, address: nodes[node].address, folder: folder)
    }
  }

  /// Schema version and time are fixed once, so that all nodes use one name.
  private mutating func rewriteTag(of operation: SidecarOperation) {
    let (version, schemaVersion, now) = (version, schemaVersion, clock)
    operations[operation.key]?.rewrite(version) { request in
      request.snapshotTag = "\(request.snapshotTag ?? "")-\(schemaVersion)-\(now.milliseconds)"
      request.schemaVersion = schemaVersion
    }
  }

  private mutating func beginPhase(_ key: Int, _ coordination: inout Coordination) {
    coordination.children = coordination.targetsOfPhase.map { Coordination.Child(target: $0) }
    for place in coordination.children.indices { post(place, of: key, &coordination) }
    schedule(.coordinate(coordination), key, after: SidecarPace.refresh)
  }

  /// The coordinator looks at the other nodes.
  mutating func coordinate(_ operation: SidecarOperation, _ given: Coordination) {
    let key = operation.key
    if operation.isDeleted, isStopped(operation) { return fail(key, Self.stopped) }
    var coordination = given
    for place in coordination.children.indices { look(at: place, of: key, &coordination) }
    operations[key]?.progress = coordination.progress
    guard coordination.isPhaseOver else {
      return schedule(.coordinate(coordination), key, after: SidecarPace.refresh)
    }
    guard operations[key]?.errors.isEmpty == true else { return finish(key) }
    if coordination.advance() { return beginPhase(key, &coordination) }
    guard operation.request.type == .backup else { return finish(key) }
    schedule(.uploadTopology, key, after: nodes[operation.node].pace.topologyUpload)
  }

  private mutating func report(_ key: Int, source: String, _ message: String) {
    operations[key]?.errors.append(SidecarOperation.Problem(source: source, message: message))
  }
}

// MARK: One node's part

extension SimulatedCluster {
  private mutating func post(_ place: Int, of key: Int, _ coordination: inout Coordination) {
    guard let parent = operations[key] else { return }
    let target = coordination.children[place].target
    func unreachable() {
      coordination.children[place].end()
      guard !coordination.hasUnreachable else { return }
      coordination.hasUnreachable = true
      report(key, source: nodes[parent.node].pod, "java.net.ConnectException: Connection refused")
    }
    guard let node = node(at: target.address), !nodes[node].faults.contains(.down) else { return unreachable() }
    var faults = nodes[node].faults
    // What is lost on the way to a pod is not lost within it.
    if node == parent.node { faults.subtract([.cutBeforeAccepting, .cutAfterAccepting]) }
    if faults.contains(.hang) { return }
    if faults.contains(.cutBeforeAccepting) { return unreachable() }
    guard !faults.contains(.refusesWith500) else {
      coordination.children[place].end()
      let what = coordination.phase.map { "restore phase \($0.rawValue)" } ?? "backup"
      return report(key, source: target.address, "\(what) on \(nodes[node].pod) was answered with HTTP code 500")
    }
    let child = accept(parent.request.part(on: target, phase: coordination.phase), at: node, parent: key)
    if faults.contains(.childLost) { lose(child) }
    if faults.contains(.cutAfterAccepting) { return unreachable() }
    let patience = patience ?? .seconds(parent.request.timeout * 3_600)
    coordination.children[place].state = .running(child, until: clock + patience)
  }

  private mutating func look(at place: Int, of key: Int, _ coordination: inout Coordination) {
    let child = coordination.children[place]
    switch child.state {
    case .done: break
    case .posting: post(place, of: key, &coordination)
    case .running(let part, let deadline):
      switch view(of: part, at: child.target.address) {
      case .terminal(let errors):
        operations[key]?.errors += errors
        coordination.children[place].end()
      // Nobody is told that the wait was given up, and the node counts as done.
      case .running where clock >= deadline, .silent where clock >= deadline:
        coordination.children[place].end()
      case .running(let progress): coordination.children[place].progress = progress
      case .silent: break
      case .unreachable:
        report(key, source: child.target.address, "Connection refused")
        coordination.children[place].end()
      case .unknown:
        report(key, source: operations[key].map { nodes[$0.node].pod } ?? "", "java.lang.NullPointerException")
        coordination.children[place].end()
      }
    }
  }

  private enum View {
    case running(Float)
    case terminal([SidecarOperation.Problem])
    case unreachable, silent, unknown
  }

  private func view(of key: Int, at address: String) -> View {
    guard let node = node(at: address), !nodes[node].faults.contains(.down) else { return .unreachable }
    if nodes[node].faults.contains(.hang) { return .silent }
    guard !nodes[node].faults.contains(.forgetsIDs), let operation = operations[key] else { return .unknown }
    guard !operation.isTerminal else { return .terminal(operation.errors) }
    return .running(operation.progress(at: clock, files: nodes[node].pace.files))
  }
}

extension Coordination.Child {
  fileprivate mutating func end() { (state, progress) = (.done, 1) }
}

extension SidecarOperationRequest {
  /// What a coordinator asks of one node.
  fileprivate func part(on target: Coordination.Target, phase: RestorePhase?) -> SidecarOperationRequest {
    var part = self
    part.storageLocation = location?.inFolder(target.folder).text
    part.isGlobal = false
    part.skipBucketVerification = true
    part.uploadClusterTopology = false
    if let phase { part.restore.phase = phase.rawValue }
    return part
  }
}
