// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import Logging
import ManifestFacts

/// The members of a `--config` file: the flags of `serve` in camel case.
struct ServeFile: Equatable {
  var listen: String?
  var tlsCert: String?
  var tlsKey: String?
  var clientCa: String?
  var clientNames: [String] = []
  var selfSigned: Bool?
  var certSecret: String?
  var service: String?
  var webhookConfigurations: String?
  var caLifetime: String?
  var leafLifetime: String?
  var facts: String?
  var kubeconfig: String?
  var context: String?
  var namespaces: [String] = []
  var healthListen: String?
  var noReconcile: Bool?
  var workers: Int?
  var lease: String?
  var ignoreCasskop: Bool?
  var rules: [RuleSetting] = []
  var logFormat: LogFormat?
  var logLevel: Logger.Level?
  var noHttp2: Bool?
  var drainDelay: Int?
  var loops: Int?

  static let members = [
    "listen", "tlsCert", "tlsKey", "selfSigned", "certSecret", "service", "webhookConfigurations", "caLifetime",
    "leafLifetime", "clientCa", "clientName", "facts", "kubeconfig", "context", "namespace", "healthListen",
    "noReconcile", "workers", "lease", "ignoreCasskop", "rule", "logFormat", "logLevel", "noHttp2", "drainDelay",
    "loops",
  ]

  init() {}

  init(path: String) throws(ConfigurationError) {
    let documents: [Result<SourceDocument, DocumentError>]
    do throws(FileError) {
      documents = try ManifestFiles.documents(at: path)
    } catch {
      throw ConfigurationError("--config: \(error)")
    }
    guard documents.count == 1, let document = documents.first else {
      throw ConfigurationError("--config: \(path) must hold one YAML document, found \(documents.count)")
    }
    switch document {
    case .failure(let error): throw ConfigurationError("--config: \(error)")
    case .success(let document): try self.init(document)
    }
  }

  init(_ document: SourceDocument) throws(ConfigurationError) {
    let reader = ServeFileReader(document: document)
    try reader.refuseUnknown(among: ServeFile.members)
    listen = try reader.text("listen")
    tlsCert = try reader.text("tlsCert")
    tlsKey = try reader.text("tlsKey")
    clientCa = try reader.text("clientCa")
    clientNames = try reader.texts("clientName")
    selfSigned = try reader.bool("selfSigned")
    certSecret = try reader.text("certSecret")
    service = try reader.text("service")
    webhookConfigurations = try reader.text("webhookConfigurations")
    caLifetime = try reader.text("caLifetime")
    leafLifetime = try reader.text("leafLifetime")
    facts = try reader.text("facts")
    kubeconfig = try reader.text("kubeconfig")
    context = try reader.text("context")
    namespaces = try reader.texts("namespace")
    healthListen = try reader.textOrOff("healthListen")
    noReconcile = try reader.bool("noReconcile")
    workers = try reader.integer("workers")
    lease = try reader.text("lease")
    ignoreCasskop = try reader.bool("ignoreCasskop")
    rules = try reader.rules("rule")
    logFormat = try reader.word("logFormat", LogFormat.init(rawValue:), "text or json")
    logLevel = try reader.word("logLevel", Logger.Level.init(rawValue:), "a level such as info")
    noHttp2 = try reader.bool("noHttp2")
    drainDelay = try reader.integer("drainDelay")
    loops = try reader.integer("loops")
  }
}
