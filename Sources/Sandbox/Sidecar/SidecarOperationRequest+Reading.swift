// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension SidecarOperationRequest {
  /// Reads the body of a POST. What follows the object is ignored.
  init(body: [UInt8], version: SidecarVersion) throws(SidecarRequestError) {
    guard !body.allSatisfy(Self.isBlank) else { throw SidecarRequestError(message: "") }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: Array(Self.object(at: body)))
    } catch {
      throw SidecarRequestError(message: "Unexpected character or end-of-input: \(error)")
    }
    guard !value.isNull else { throw SidecarRequestError(message: "") }
    guard value.kind == .object, let name = value["type"]?.string else {
      throw SidecarRequestError(message: "Could not resolve subtype: missing type id property 'type'")
    }
    guard let type = SidecarOperationType(rawValue: name), type.isKnown(to: version) else {
      throw SidecarRequestError(message: "Could not resolve type id '\(name)' as a subtype of OperationRequest")
    }
    self.init(type: type)
    let reader = SidecarRequestReader(value)
    if type == .backup || type == .restore { try readShared(reader, version) }
    if type == .backup { try readBackup(reader, version) }
    if type == .restore { try readRestore(reader) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The first object of a text, to its closing brace.
  private static func object(at body: [UInt8]) -> ArraySlice<UInt8> {
    var depth = 0
    var isText = false
    var isEscaped = false
    for (place, byte) in body.enumerated() {
      if isText {
        if !isEscaped, byte == UInt8(ascii: "\"") { isText = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return body[...place] }
      default: if depth == 0, !isBlank(byte) { return body[...] }
      }
    }
    return body[...]
  }

  private mutating func readShared(
    _ reader: SidecarRequestReader, _ version: SidecarVersion
  ) throws(SidecarRequestError) {
    storageLocation = try reader.text("storageLocation")
    concurrentConnections = try reader.integer32("concurrentConnections") ?? concurrentConnections
    let directory = try reader.text("cassandraDirectory") ?? ""
    cassandraDirectory = directory.isEmpty || directory == "/" ? Self.usualDirectory : directory
    if version.needsDataDirs { dataDirs = try reader.texts("dataDirs") }
    entities = try reader.text("entities") ?? ""
    snapshotTag = try reader.text("snapshotTag")
    if version.readsSecrets {
      namespace = try reader.text("k8sNamespace")
      secretName = try reader.text("k8sSecretName")
    }
    isGlobal = try reader.flag("globalRequest")
    datacenters = try reader.text("dc")
    let hours = try reader.integer32("timeout") ?? 0
    timeout = hours < 1 ? Self.usualTimeout : hours
    insecure = try reader.flag("insecure")
    skipBucketVerification = try reader.flag("skipBucketVerification")
    proxySettings = try reader.object("proxySettings") == nil ? nil : reader.value("proxySettings")
    if let object = try reader.object("retry") { retry = try Retry(object) }
    schemaVersion = try reader.text("schemaVersion")
  }

  private mutating func readBackup(
    _ reader: SidecarRequestReader, _ version: SidecarVersion
  ) throws(SidecarRequestError) {
    // Whatever a request says of it is overwritten.
    schemaVersion = nil
    bandwidth = try reader.object("bandwidth").map { object throws(SidecarRequestError) in
      let rate = try SidecarRate(object, "bandwidth", units: SidecarRate.bandwidthUnits)
      guard !rate.breaksLog else { throw SidecarRequestError(message: "a rate that cannot be written: \(rate.value)") }
      return rate
    }
    if reader.value("duration") != nil {
      guard version.readsDuration, let object = try reader.object("duration") else {
        throw .misfit("duration", "com.instaclustr.measure.Time")
      }
      duration = try SidecarRate(object, "duration", units: SidecarRate.durationUnits)
    }
    if let directive = try reader.text("metadataDirective") {
      guard directive == "COPY" || directive == "REPLACE" else { throw .misfit("metadataDirective", "enum") }
      metadataDirective = directive
    }
    createMissingBucket = try reader.flag("createMissingBucket")
    uploadClusterTopology = try reader.flag("uploadClusterTopology")
    skipRefreshing = try reader.flag("skipRefreshing")
  }

  private mutating func readRestore(_ reader: SidecarRequestReader) throws(SidecarRequestError) {
    if let schemaVersion, !RandomUUID.isOne(schemaVersion) { throw .misfit("schemaVersion", "java.util.UUID") }
    restore.configDirectory = try reader.text("cassandraConfigDirectory") ?? restore.configDirectory
    restore.system = try reader.flag("restoreSystemKeyspace")
    restore.systemAuth = try reader.flag("restoreSystemAuth")
    restore.updatesYAML = try reader.flag("updateCassandraYaml")
    restore.strategy = try reader.text("restorationStrategyType")?.trimmedAndUppercased ?? restore.strategy
    restore.phase = try reader.text("restorationPhase")?.trimmedAndUppercased ?? restore.phase
    restore.keepsTruncates = try reader.flag("noDeleteTruncates")
    restore.keepsDownloads = try reader.flag("noDeleteDownloads")
    restore.downloadsNothing = try reader.flag("noDownloadData")
    restore.exactSchemaVersion = try reader.flag("exactSchemaVersion")
    restore.resolvesHostID = try reader.flag("resolveHostIdFromTopology")
    restore.isNewCluster = try reader.flag("newCluster")
    restore.isSinglePhase = try reader.flag("singlePhase")
    restore.importing = try reader.object("import").map { object throws(SidecarRequestError) in try Import(object) }
    if let object = try reader.object("rename") {
      restore.rename = try object.members.map { name, value throws(SidecarRequestError) in
        guard let target = value.string else { throw .misfit("rename", "java.lang.String") }
        return (name, target)
      }
    }
  }
}

extension SidecarRate {
  fileprivate init(_ reader: SidecarRequestReader, _ name: String, units: Set<String>) throws(SidecarRequestError) {
    guard let value = try reader.integer("value") else { throw SidecarRequestError(message: "") }
    let unit = try reader.text("unit")
    if let unit, !units.contains(unit) { throw .misfit(name, "enum") }
    self.init(value: value, unit: unit)
  }
}

extension SidecarOperationRequest.Retry {
  fileprivate init(_ reader: SidecarRequestReader) throws(SidecarRequestError) {
    self.init()
    if let given = try reader.integer32("interval"), given >= 1 { interval = given }
    if let given = try reader.integer32("maxAttempts"), given >= 1 { maxAttempts = given }
    if try reader.text("strategy")?.uppercased() == "EXPONENTIAL" { strategy = "EXPONENTIAL" }
    isEnabled = try reader.flag("enabled")
  }
}

extension SidecarOperationRequest.Import {
  fileprivate init(_ reader: SidecarRequestReader) throws(SidecarRequestError) {
    guard try reader.text("type") == "import" else {
      throw SidecarRequestError(message: "Could not resolve subtype: missing type id property 'type'")
    }
    self.init(
      sourceDir: try reader.text("sourceDir"), keyspace: try reader.text("keyspace"), table: try reader.text("table"))
  }
}

extension String {
  fileprivate var trimmedAndUppercased: String {
    var text = Substring(self)
    text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.uppercased()
  }
}
