// SPDX-License-Identifier: Apache-2.0

extension SidecarOperationRequest {
  /// The members that stand in the operation, in the sidecar's order, each with the comma before it.
  func echo(_ version: SidecarVersion) -> String {
    PrettyJSON.furtherMembers { writer in
      writer.member("type", type.rawValue)
      switch type {
      case .backup: writeBackup(&writer)
      case .restore: writeRestore(&writer, version)
      default: break
      }
    }
  }

  private func writeBackup(_ writer: inout PrettyJSON) {
    writer.member("storageLocation", storageLocation)
    Self.write(duration, "duration", &writer)
    Self.write(bandwidth, "bandwidth", &writer)
    writer.member("concurrentConnections", concurrentConnections)
    writer.member("metadataDirective", metadataDirective)
    writeDirectories(&writer)
    writer.member("entities", SidecarEntities(parsing: entities).text)
    writeTag(&writer)
    writer.member("globalRequest", isGlobal)
    writer.member("dc", datacenters)
    writer.member("timeout", timeout)
    writer.member("insecure", insecure)
    writer.member("createMissingBucket", createMissingBucket)
    writer.member("skipBucketVerification", skipBucketVerification)
    writer.member("schemaVersion", schemaVersion)
    writer.member("uploadClusterTopology", uploadClusterTopology)
    writeRetry(&writer)
    writer.member("skipRefreshing", skipRefreshing)
  }

  private func writeRestore(_ writer: inout PrettyJSON, _ version: SidecarVersion) {
    writer.member("storageLocation", storageLocation)
    writer.member("concurrentConnections", concurrentConnections)
    writeDirectories(&writer)
    writer.member("cassandraConfigDirectory", restore.configDirectory)
    writer.member("restoreSystemKeyspace", restore.system)
    if version != .v106 { writer.member("restoreSystemAuth", restore.systemAuth) }
    writer.member("updateCassandraYaml", restore.updatesYAML)
    writer.member("restorationStrategyType", restore.strategy)
    writer.member("restorationPhase", restore.phase)
    if let importing = restore.importing {
      writer.name("import")
      writer.object(importing.write)
    }
    writer.member("noDeleteTruncates", restore.keepsTruncates)
    writer.member("noDeleteDownloads", restore.keepsDownloads)
    writer.member("noDownloadData", restore.downloadsNothing)
    writer.member("exactSchemaVersion", restore.exactSchemaVersion)
    writer.member("schemaVersion", schemaVersion)
    writer.member("entities", SidecarEntities(parsing: entities).text)
    writeTag(&writer)
    writer.member("globalRequest", isGlobal)
    writer.member("dc", datacenters)
    writer.member("timeout", timeout)
    writer.member("resolveHostIdFromTopology", restore.resolvesHostID)
    writer.member("insecure", insecure)
    writer.member("newCluster", restore.isNewCluster)
    writer.member("skipBucketVerification", skipBucketVerification)
    writeRetry(&writer)
    writer.name("rename")
    writer.object { writer in
      for (from, to) in restore.rename { writer.member(from, to) }
    }
    writer.member("singlePhase", restore.isSinglePhase)
  }

  private func writeDirectories(_ writer: inout PrettyJSON) {
    writer.member("cassandraDirectory", cassandraDirectory)
    if let dataDirs {
      writer.name("dataDirs")
      writer.array(dataDirs) { $0.string($1) }
    }
  }

  private func writeTag(_ writer: inout PrettyJSON) {
    writer.member("snapshotTag", snapshotTag)
    writer.member("k8sNamespace", namespace)
    writer.member("k8sSecretName", secretName)
  }

  private func writeRetry(_ writer: inout PrettyJSON) {
    if let proxySettings {
      writer.name("proxySettings")
      writer.value(proxySettings)
    }
    writer.name("retry")
    writer.object { writer in
      writer.member("interval", retry.interval)
      writer.member("strategy", retry.strategy)
      writer.member("maxAttempts", retry.maxAttempts)
      writer.member("enabled", retry.isEnabled)
    }
  }

  private static func write(_ rate: SidecarRate?, _ name: String, _ writer: inout PrettyJSON) {
    guard let rate else { return }
    writer.name(name)
    writer.object { writer in
      writer.member("value", rate.value)
      writer.member("unit", rate.unit)
    }
  }
}

extension SidecarOperationRequest.Import {
  fileprivate func write(_ writer: inout PrettyJSON) {
    writer.member("type", "import")
    writer.member("keyspace", keyspace)
    writer.member("table", table)
    writer.member("sourceDir", sourceDir.map { "file://" + $0 })
  }
}
