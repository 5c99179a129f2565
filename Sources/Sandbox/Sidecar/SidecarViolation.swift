// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a request by the sidecar's own rules, found without looking at anything but the node's disk.
struct SidecarViolation: Sendable, Equatable {
  var path: String
  var value: String?
  var message: String
}

extension SidecarOperationRequest {
  /// The first rule that the request breaks, in the sidecar's order.
  /// - Parameter directories: those that exist on the node.
  func violation(_ version: SidecarVersion, directories: Set<String>) -> SidecarViolation? {
    guard type == .backup || type == .restore else { return nil }
    guard let storageLocation else {
      return SidecarViolation(path: "storageLocation", value: nil, message: "storageLocation has to be set")
    }
    guard let location else {
      return SidecarViolation(
        path: "storageLocation", value: storageLocation, message: "storageLocation is not in the right form")
    }
    guard version.providers.contains(location.provider) else {
      let message = "storage provider \(location.provider) is not available"
      return SidecarViolation(path: "storageLocation", value: storageLocation, message: message)
    }
    guard directories.contains(cassandraDirectory) else {
      let message = "cassandraDirectory \(cassandraDirectory) does not exist"
      return SidecarViolation(path: "cassandraDirectory", value: cassandraDirectory, message: message)
    }
    if SidecarEntities(parsing: entities).isMixed {
      return SidecarViolation(path: "entities", value: entities, message: "keyspaces and tables must not be mixed")
    }
    return type == .backup ? backupViolation(version) : restore.violation(of: self)
  }

  private func backupViolation(_ version: SidecarVersion) -> SidecarViolation? {
    if version.needsDataDirs, dataDirs?.isEmpty != false {
      return SidecarViolation(path: "dataDirs", value: nil, message: "dataDirs must not be empty")
    }
    return nil
  }
}

extension SidecarOperationRequest.Restore {
  fileprivate func violation(of request: SidecarOperationRequest) -> SidecarViolation? {
    func violation(_ path: String, _ value: String?, _ message: String) -> SidecarViolation {
      SidecarViolation(path: path, value: value, message: message)
    }
    guard let tag = request.snapshotTag, !tag.isEmpty else {
      return violation("snapshotTag", request.snapshotTag, "snapshotTag must not be blank")
    }
    guard ["IN_PLACE", "HARDLINKS", "IMPORT"].contains(strategy) else {
      return violation("restorationStrategyType", strategy, "unknown restorationStrategyType")
    }
    if let problem = renameProblem { return violation("rename", nil, problem) }
    guard strategy != "IN_PLACE" else {
      if phase != "UNKNOWN" { return violation("restorationPhase", phase, "IN_PLACE has no phases") }
      return rename.isEmpty ? nil : violation("rename", nil, "IN_PLACE cannot rename")
    }
    guard RestorePhase(rawValue: phase) != nil else {
      return violation("restorationPhase", phase, "restorationPhase has to be set")
    }
    guard let importing else { return violation("import", nil, "import has to be set") }
    if system { return violation("restoreSystemKeyspace", "true", "only IN_PLACE restores the system keyspace") }
    let data = request.cassandraDirectory + "/data"
    if let source = importing.sourceDir,
      source == request.cassandraDirectory || source == data || source.hasPrefix(data + "/")
    {
      return violation("import.sourceDir", source, "import.sourceDir must not be in the data directory")
    }
    return nil
  }

  private var renameProblem: String? {
    let sources = Set(rename.map(\.from))
    let targets = Set(rename.map(\.to))
    guard targets.count == rename.count else { return "two tables cannot be renamed to one" }
    return sources.isDisjoint(with: targets) ? nil : "a table cannot be both source and target of a rename"
  }
}
