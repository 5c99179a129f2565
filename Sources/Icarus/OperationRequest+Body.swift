// SPDX-License-Identifier: Apache-2.0
package import Backups
package import KubeModel

extension OperationRequest {
  /// The body of the POST: an object with all that this version takes. What is empty is left out, but for the name of
  /// the secret: without one the sidecar looks for a secret of its own making, and with an empty one into its
  /// environment.
  package func body(for version: SidecarVersion) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("type", kind.description)
        object.member("globalRequest", true)
        switch self {
        case .backup(let request): Self.write(request, for: version, &object)
        case .restore(let request): Self.write(request, for: version, &object)
        }
      }
    }
  }

  private static func write(_ request: BackupRequest, for version: SidecarVersion, _ object: inout JSONWriter) {
    object.member("storageLocation", request.storageLocation)
    object.member("snapshotTag", request.snapshotTag)
    object.optional("dc", request.datacenter)
    object.optional("entities", request.entities?.description)
    object.secret(request.secret, in: request.namespace, for: version)
    if let bandwidth = request.bandwidth {
      object.measure("bandwidth", Int64(bandwidth.value), bandwidth.unit.sidecarName)
    }
    if version.takesDuration, let duration = request.duration, duration.nanoseconds > 0 {
      // Rounded up: the sidecar divides by it.
      object.measure("duration", (duration.nanoseconds - 1) / 1_000_000_000 + 1, "SECONDS")
    }
    object.optional("concurrentConnections", request.concurrentConnections)
    object.member("timeout", request.timeoutHours)
    object.dataDirectories(request.dataDirectories, for: version)
  }

  private static func write(_ request: RestoreRequest, for version: SidecarVersion, _ object: inout JSONWriter) {
    object.member("storageLocation", request.storageLocation)
    object.member("snapshotTag", request.snapshotTag)
    object.member("restorationPhase", "INIT")
    object.member("restorationStrategyType", "HARDLINKS")
    object.member("resolveHostIdFromTopology", true)
    object.name("import")
    object.object { object in
      object.member("type", "import")
      object.member("sourceDir", request.downloadDirectory)
    }
    object.optional("dc", request.datacenter)
    object.optional("entities", request.entities?.description)
    object.secret(request.secret, in: request.namespace, for: version)
    if !request.rename.pairs.isEmpty {
      object.name("rename")
      object.object { object in
        for pair in request.rename.pairs { object.member(pair.source, pair.target) }
      }
    }
    object.optional("cassandraDirectory", request.cassandraDirectory)
    object.optional("schemaVersion", request.schemaVersion)
    if request.exactSchemaVersion { object.member("exactSchemaVersion", true) }
    if request.noDeleteTruncates { object.member("noDeleteTruncates", true) }
    object.optional("concurrentConnections", request.concurrentConnections)
    object.member("timeout", request.timeoutHours)
    object.dataDirectories(request.dataDirectories, for: version)
  }
}

extension JSONWriter {
  fileprivate mutating func optional(_ name: String, _ text: String?) {
    if let text, !text.isEmpty { member(name, text) }
  }

  fileprivate mutating func optional(_ name: String, _ number: Int64?) {
    if let number, number != 0 { member(name, number) }
  }

  fileprivate mutating func measure(_ name: String, _ value: Int64, _ unit: String) {
    self.name(name)
    object { object in
      object.member("value", value)
      object.member("unit", unit)
    }
  }

  fileprivate mutating func secret(_ secret: String?, in namespace: String, for version: SidecarVersion) {
    guard version.takesKubernetesSecrets else { return }
    member("k8sNamespace", namespace)
    member("k8sSecretName", secret ?? "")
  }

  fileprivate mutating func dataDirectories(_ folders: [String], for version: SidecarVersion) {
    guard version.takesDataDirectories else { return }
    name("dataDirs")
    array { array in
      for folder in folders { array.string(folder) }
    }
  }
}
