// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// What all cases share: a control plane and, unless it is bare, `cassette serve` as its webhook, which watches it with
/// the rights of the ServiceAccount that is shipped.
actor World {
  @TaskLocal static var current: World?

  private static let probe = "probe"

  private let setting: WorldSetting
  private let folder: TemporaryFolder
  /// Of scripts/test-clients.
  private let clients: String
  /// Of what makes this world another than that of the transcripts, one after the other.
  let deviations: [Deviations]
  private let controlPlane: ControlPlane
  private let kubeconfig: KubeconfigTemplate
  private let account: ServiceAccountKubeconfig
  let turns = Turns()
  private let settings: CassetteServer.Settings
  private var server: CassetteServer?
  private var serverArguments: [String] = []
  private var setup = WebhookSetup.none

  static func start(_ setting: WorldSetting, for cases: [CaseFolder]) async throws -> World {
    let clients = try await Kubectl.clients()
    let deviations = try await setting.deviations.map { try Deviations(file: $0) }
    let folder = try TemporaryFolder()
    let certificates = "\(folder.path)/certificates"
    _ = try await ShellCommand(
      text:
        "'\(try Repository.program())' certs init '\(certificates)' --dns localhost --dns cassette.cassette-system.svc"
    ).succeed()
    let facts = Facts(folder: folder)
    if !setting.isBare { try facts.write(for: cases) }
    var settings = try CassetteServer.Settings(certificates: certificates, log: "\(folder.path)/server.log")
    let controlPlane = try await ControlPlane.start(
      setting.plane, in: "\(folder.path)/control-plane", webhookPort: settings.port)
    let account = try ServiceAccountKubeconfig(
      folder: folder, admin: controlPlane.kubeconfig, isAdmin: !setting.plane.hasServiceAccounts)
    settings.arguments = ["--kubeconfig", account.path(by: .address)]
    let world = World(
      setting: setting, folder: folder, clients: clients, deviations: deviations, controlPlane: controlPlane,
      kubeconfig: try await KubeconfigTemplate(controlPlane.kubeconfig), account: account, settings: settings)
    do {
      try await world.install(namespaces: cases.map(\.namespace) + [World.probe], facts: facts)
      if !setting.isBare { try await world.startServing() }
    } catch {
      try? await world.stop()
      throw error
    }
    return world
  }

  private init(
    setting: WorldSetting, folder: TemporaryFolder, clients: String, deviations: [Deviations],
    controlPlane: ControlPlane, kubeconfig: KubeconfigTemplate, account: ServiceAccountKubeconfig,
    settings: CassetteServer.Settings
  ) {
    self.setting = setting
    self.folder = folder
    self.clients = clients
    self.deviations = deviations
    self.controlPlane = controlPlane
    self.kubeconfig = kubeconfig
    self.account = account
    self.settings = settings
  }

  func stop() async throws {
    await killServer()
    try await controlPlane.stop()
  }

  // MARK: - For steps of cases

  /// What a step of a case may rely on.
  func environment(namespace: String) throws -> [String: String] {
    let name = "kubeconfigs/\(namespace)"
    try folder.write(name, kubeconfig.text(for: namespace))
    return [
      // kubectl ends before it has to collect its garbage.
      "GOGC": "off",
      "PATH": path(with: setting.kubectl), "CLIENTS": clients,
      "HOME": folder.path, "KUBECONFIG": "\(folder.path)/\(name)", "NAMESPACE": namespace,
      "LOGS": logs(namespace), "FACTS": "\(folder.path)/facts/\(namespace)", "PROXY_PORT": "\(account.proxyPort)",
      "CASSETTE": try Repository.program(),
      "ACCESS": folder.path, "CERTIFICATES": settings.certificates ?? "",
      "CORE": "/api/v1/namespaces/\(namespace)", "DB": "/apis/db.orange.com/v2/namespaces/\(namespace)",
      "METRICS": "http://127.0.0.1:\(settings.healthPort)/metrics", "MANIFESTS": "\(Repository.root)/manifests",
    ]
  }

  /// What a case may have of its own; nothing of it runs yet.
  func servers(namespace: String) throws -> CaseServers {
    let logs = logs(namespace)
    try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
    let certificates = settings.certificates
    let kubeconfig = account.path(by: .address)
    return CaseServers(namespace: namespace, folder: logs, admin: controlPlane.kubeconfig) { log in
      var settings = try CassetteServer.Settings(certificates: certificates, log: log)
      settings.arguments = ["--kubeconfig", kubeconfig]
      return settings
    }
  }

  func perform(_ step: WorldStep, _ own: CaseServers) async throws {
    switch step {
    case .alone: break
    case .webhooks(let setup): try await use(setup)
    case .serverKilled: await killServer()
    case .serverStarted(let arguments): try await startServer(arguments)
    case .sidecarsStarted(let arguments): try await own.startSidecars(arguments)
    case .reconcilerStarted(let name, let arguments): try await own.startReconciler(name, arguments)
    case .reconcilerKilled(let name): try await own.end(name, by: SIGKILL)
    case .reconcilerStopped(let name): try await own.end(name, by: SIGTERM)
    }
  }

  /// Puts everything back to where cases expect it.
  func restore() async throws {
    if server == nil || !serverArguments.isEmpty { try await startServer([]) }
    if setup != .service { try await use(.service) }
  }

  // MARK: -

  private func path(with kubectl: Kubectl) -> String {
    let usual = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [kubectl.folder(in: clients), "\(Repository.tests)/Inputs/bin", usual].compactMap(\.self)
      .joined(separator: ":")
  }

  private func logs(_ namespace: String) -> String { "\(folder.path)/logs/\(namespace)" }

  private func install(namespaces: [String], facts: Facts) async throws {
    // By the label a case says which namespace is its own.
    let list = namespaces.map { name in
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: {case: \(name)}}\n"
    }.joined(separator: "---\n")
    try folder.write("namespaces.yaml", list)
    _ = try await kubectl(
      """
      note-access '\(folder.path)'
      \(setting.plane.installation)
      kubectl apply -f '\(Repository.tests)/Inputs/crds' -f '\(folder.path)/namespaces.yaml'
      kubectl replace --force -f '\(Repository.tests)/Inputs/service.yaml'
      kubectl wait --for=condition=Established crd --all
      """)
    _ = try await kubectl("[[ ! -e '\(facts.path)' ]] || create-facts '\(facts.path)'")
    // kubectl checks objects against this before it sends them.
    try await wait(for: "the API server to publish the schemas") {
      try await kubectl("kubectl get --raw /openapi/v2").contains("com.orange.db.v2.CassandraRestore")
    }
  }

  private func startServing() async throws {
    try await account.write()
    try await startServer([])
    try await use(.service)
  }

  /// What a transcript calls by name, since it is elsewhere in each run.
  private var places: [String: String] {
    ["FACTS": Facts(folder: folder).path, "PROXIED": account.path(by: .proxy)]
  }

  private func startServer(_ arguments: [String]) async throws {
    await killServer()
    var settings = settings
    settings.arguments += arguments.map { places[$0] ?? $0 }
    server = try await CassetteServer.start(settings)
    serverArguments = arguments
  }

  private func killServer() async {
    server?.send(SIGKILL)
    _ = await server?.exitCode
    server = nil
  }

  /// Always through a moment without webhooks, since only that can be seen from outside.
  private func use(_ new: WebhookSetup) async throws {
    let manifest = "\(folder.path)/webhooks.yaml"
    _ = try await kubectl("kubectl delete --ignore-not-found -f '\(Repository.root)/manifests/webhook/webhooks.yaml'")
    try await waitUntilWebhooks(areCalled: false)
    setup = .none
    guard new != .none else { return }
    let authority = try Data(contentsOf: URL(filePath: "\(folder.path)/certificates/ca.crt"))
    try new.manifest(port: settings.port, authority: authority).write(
      toFile: manifest, atomically: true, encoding: .utf8)
    _ = try await kubectl("kubectl create -f '\(manifest)'")
    try await waitUntilWebhooks(areCalled: true)
    setup = new
  }

  /// The API server learns of its webhooks a moment after they are in its store, and of each on its own.
  private func waitUntilWebhooks(areCalled: Bool) async throws {
    try await wait(for: "the webhooks to be \(areCalled ? "called" : "gone")") {
      let seen = try await kubectl(
        "kubectl create --dry-run=server -o yaml -f '\(Repository.tests)/Inputs/probe.yaml' 2>&1")
      return seen.contains("Warning: ") == areCalled && seen.contains("concurrentConnections: 10") == areCalled
    }
  }

  /// By the machine's own kubectl: that of 2021 cannot apply our kustomization.
  private func kubectl(_ text: String) async throws -> String {
    var environment = try environment(namespace: World.probe)
    environment["PATH"] = path(with: .own)
    return try await ShellCommand(text: "set -e; \(text)", environment: environment).succeed()
  }
}

extension ControlPlane.Kind {
  /// As a user would, as far as this kind of API server has what is asked for; but without the webhooks.
  fileprivate var installation: String {
    let manifests = "\(Repository.root)/manifests"
    return switch self {
    case .real: "kubectl apply -k '\(manifests)'; kubectl delete -f '\(manifests)/webhook/webhooks.yaml'"
    case .embedded: "kubectl apply -k '\(manifests)/crds'; kubectl apply -f '\(manifests)/webhook/namespace.yaml'"
    }
  }
}
