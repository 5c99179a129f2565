// SPDX-License-Identifier: Apache-2.0
import KubeModel

// Why an operation fails before it begins its work.
extension SimulatedCluster {
  mutating func problem(with operation: SidecarOperation) -> String? {
    let request = operation.request
    guard request.type == .backup || request.type == .restore else { return nil }
    if let violation = request.violation(version, directories: directories) { return violation.message }
    guard let location = request.location else { return "no location" }
    if request.concurrentConnections < 1 { return "concurrentConnections: \(request.concurrentConnections)" }
    if let rate = request.bandwidth, rate.value < 1 || rate.unit == nil { return "Rate must be positive" }
    if let rate = request.duration, rate.value < 1 { return "/ by zero" }
    if request.type == .restore, let problem = restoreProblem(operation) { return problem }
    if request.isGlobal, let problem = coordinationProblem(request) { return problem }
    if let problem = storage.credentialProblem(request, location, version, namespace: namespace) { return problem }
    if request.type == .restore || !request.skipBucketVerification,
      let problem = storage.bucketProblem(request, location)
    {
      return problem
    }
    return request.type == .restore && !request.isGlobal ? phaseProblem(operation, location) : nil
  }

  /// What only a coordinator looks at.
  private func coordinationProblem(_ request: SidecarOperationRequest) -> String? {
    let missing = SidecarEntities(parsing: request.entities).missing(from: schema)
    if !missing.isEmpty { return "there is no directory for \(missing.joined(separator: ", "))" }
    let known = Set(nodes.filter(\.isMember).map(\.datacenter))
    return known.isSuperset(of: datacenters(of: request)) ? nil : "unable to get the topology of the cluster"
  }

  /// Empty for all.
  func datacenters(of request: SidecarOperationRequest) -> [String] {
    request.type == .restore && !version.restoresByDatacenter ? [] : request.datacenterNames
  }
}

// MARK: Restores

extension SimulatedCluster {
  private func restoreProblem(_ operation: SidecarOperation) -> String? {
    let (request, restore) = (operation.request, operation.request.restore)
    let unfinished = nodes[operation.node].operations.compactMap { operations[$0] }
      .filter { $0.request.type == .restore && !$0.isTerminal }
    let parts = unfinished.count { !$0.request.isGlobal }
    guard request.isGlobal else {
      if unfinished.count > 2 || parts > 1 { return "other restores are running" }
      return restore.phase == RestorePhase.healthCheck.rawValue ? "phase \(restore.phase) cannot be executed" : nil
    }
    if unfinished.count > 1 { return "another restore is running" }
    if !restore.isSinglePhase, restore.phase != RestorePhase.initialise.rawValue {
      return "a global restore begins with INIT, not with \(restore.phase)"
    }
    if version.needsDataDirs, request.dataDirs?.isEmpty != false { return "null" }
    return restore.rename.lazy.compactMap(renameProblem).first
  }

  private func renameProblem(_ from: String, _ to: String) -> String? {
    let sides = [from, to].map { side in side.filter { $0 != " " } }
    if sides.contains(where: { $0.split(separator: ".", omittingEmptySubsequences: false).count != 2 }) {
      return "\(from) to \(to) does not rename a table to a table"
    }
    if sides[0] == sides[1] { return "\(from) cannot be renamed to itself" }
    return sides.first { !schema.contains(table: $0) }.map { "there is no table \($0)" }
  }

  /// Of one phase on one node.
  private func phaseProblem(_ operation: SidecarOperation, _ location: SidecarLocation) -> String? {
    let request = operation.request
    guard let phase = RestorePhase(rawValue: request.restore.phase), phase != .cleanup else { return nil }
    if phase.needsHealthyCluster, let problem = healthProblem { return problem }
    if phase.needsHealthyCluster, let problem = renameProblem(of: request) { return problem }
    guard phase == .initialise || phase == .download else { return nil }
    guard let manifest = storage.manifest(in: location.place, prefix: manifestPrefix(request, location)) else {
      return "no manifest was found for \(request.snapshotTag ?? "")"
    }
    guard phase == .download else { return nil }
    let wanted = SidecarEntities(parsing: request.entities)
    let missing =
      wanted.isEverything
      ? []
      : wanted.tables(in: schema, withSystem: false)
        .filter { !manifest.tables.contains($0) }
    return missing.isEmpty ? nil : "the manifest does not hold \(missing.joined(separator: ", "))"
  }

  private var healthProblem: String? {
    if let down = nodes.first(where: { $0.isMember && !$0.isUp }) { return "node \(down.address) is not healthy" }
    return schemaAgrees ? nil : "there are different schema versions in the cluster"
  }

  private func renameProblem(of request: SidecarOperationRequest) -> String? {
    guard !request.restore.rename.isEmpty else { return nil }
    let tables = Set(SidecarEntities(parsing: request.entities).tables)
    let isRight = request.restore.rename.allSatisfy { tables.contains($0.from) && !tables.contains($0.to) }
    return isRight ? nil : "entities must name every table that is renamed and none that one is renamed to"
  }

  private func manifestPrefix(_ request: SidecarOperationRequest, _ location: SidecarLocation) -> String {
    let prefix = "\(location.folder?.path ?? "")/manifests/\(request.snapshotTag ?? "")"
    return request.restore.exactSchemaVersion ? prefix + "-\(request.schemaVersion ?? schemaVersion)" : prefix
  }
}

// MARK: What comes of it

extension SimulatedCluster {
  mutating func writeManifest(of operation: SidecarOperation) {
    let request = operation.request
    guard let location = request.location, let folder = location.folder else { return }
    let tag = request.snapshotTag ?? ""
    let stamp = tag.split(separator: "-").last.flatMap { Int64($0) }
    let name = stamp == nil ? "\(tag)-\(schemaVersion)-\(clock.milliseconds)" : tag
    storage.add(
      SimulatedStorage.Manifest(
        path: "\(folder.path)/manifests/\(name).json", milliseconds: stamp ?? clock.milliseconds, written: clock,
        tables: SidecarEntities(parsing: request.entities).tables(in: schema, withSystem: true)
          .filter(schema.contains(table:))),
      to: location.place)
    let pod = nodes[operation.node].pod
    updateRecord(operation.parent) { $0.nodesDone.insert(pod) }
  }

  mutating func takeEffect(of operation: SidecarOperation) {
    let request = operation.request
    let named = SidecarEntities(parsing: request.entities).tables(in: schema, withSystem: false)
    let renamed = Dictionary(request.restore.rename.map { ($0.from, $0.to) }) { first, _ in first }
    let tables = named.map { renamed[$0] ?? $0 }.filter(schema.contains(table:))
    let now = clock
    switch RestorePhase(rawValue: request.restore.phase) {
    case .truncate:
      for node in nodes.indices { nodes[node].emptyTables.formUnion(tables) }
      updateRecord(operation.parent) { $0.truncated = now }
    case .link:
      nodes[operation.node].emptyTables.subtract(tables)
      let pod = nodes[operation.node].pod
      updateRecord(operation.parent) { $0.nodesDone.insert(pod) }
    default: break
    }
  }
}
