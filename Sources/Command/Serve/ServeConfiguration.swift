// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Logging
import Policy
import Posix
import Reconcilers

/// What `serve` does, once flags and file are put together and checked.
struct ServeConfiguration {
  enum Facts: Equatable {
    case none
    case folder(String)
    /// - Parameter namespaces: none for all.
    case cluster(ClusterSelection, namespaces: [String])
  }

  /// How backups and restores are run.
  struct Reconciling: Equatable {
    var workers: Int
    /// Nil for the usual one.
    var lease: ObjectKey?
    var ignoresCassKop: Bool
  }

  /// Who is answered.
  struct Clients: Equatable {
    var authoritiesFile: String
    /// None for all that the authorities know.
    var names: [String]
  }

  var listen: SocketAddress
  var certificate: Certificate
  /// Nil for everybody.
  var clients: Clients?
  var facts: Facts
  /// Nil for `--no-reconcile`.
  var reconciling: Reconciling?
  /// Nil for off.
  var healthListen: SocketAddress?
  var enforcement: Enforcement
  var logFormat: LogFormat
  var logLevel: Logger.Level
  var http2: Bool
  /// From the signal to stop to the end of the listener.
  var drainDelay: Duration
  var loops: Int
}

extension ServeConfiguration {
  /// - Parameters:
  ///   - environment: tells whether this runs in a cluster.
  ///   - cores: of this machine, for the number of loops nobody chose.
  init(
    _ options: ServeOptions, _ file: ServeFile, environment: [String: String], cores: Int
  ) throws(ConfigurationError) {
    listen = try ServeConfiguration.address("listen", options.listen ?? file.listen ?? ":8443")
    certificate = try Certificate(options, file, environment)
    clients = try ServeConfiguration.clients(options, file)
    facts = ServeConfiguration.facts(options, file, environment)
    reconciling = try ServeConfiguration.reconciling(options, file, facts)
    let health = options.healthListen ?? file.healthListen ?? ":8080"
    healthListen = health == "off" ? nil : try ServeConfiguration.address("health-listen", health)
    enforcement = try ServeConfiguration.enforcement(file.rules + options.rules, facts)
    logFormat = options.logFormat ?? file.logFormat ?? .text
    logLevel = options.logLevel ?? file.logLevel ?? .info
    http2 = !(options.noHttp2 || file.noHttp2 ?? false)
    drainDelay = try ServeConfiguration.drainDelay(options.drainDelay ?? file.drainDelay ?? 5)
    loops = options.loops ?? file.loops ?? min(max(cores, 1), 64)
    guard (1...64).contains(loops) else { throw ConfigurationError("--loops must be 1 to 64, found \(loops)") }
  }

  private static func clients(_ options: ServeOptions, _ file: ServeFile) throws(ConfigurationError) -> Clients? {
    let names = options.clientNames.isEmpty ? file.clientNames : options.clientNames
    guard let authorities = options.clientCa ?? file.clientCa else {
      guard names.isEmpty else {
        throw ConfigurationError("--client-name needs --client-ca, the authorities that vouch for the name")
      }
      return nil
    }
    guard !authorities.isEmpty, !names.contains("") else {
      throw ConfigurationError("--client-ca and --client-name must not be empty; leave them out to answer everybody")
    }
    return Clients(authoritiesFile: authorities, names: names)
  }

  /// Five minutes are the longest that load balancers take to forget a target.
  private static func drainDelay(_ seconds: Int) throws(ConfigurationError) -> Duration {
    guard (0...300).contains(seconds) else {
      throw ConfigurationError("--drain-delay must be 0 to 300 seconds, found \(seconds)")
    }
    return .seconds(seconds)
  }

  private static func facts(_ options: ServeOptions, _ file: ServeFile, _ environment: [String: String]) -> Facts {
    let selection = ClusterSelection(options, file)
    let text = options.facts ?? file.facts ?? (selection.isConfigured(environment) ? "cluster" : "none")
    switch text {
    case "none": return .none
    case "cluster":
      return .cluster(selection, namespaces: options.namespaces.isEmpty ? file.namespaces : options.namespaces)
    default: return .folder(text)
    }
  }

  /// Only a cluster has backups and restores to run.
  private static func reconciling(
    _ options: ServeOptions, _ file: ServeFile, _ facts: Facts
  ) throws(ConfigurationError) -> Reconciling? {
    guard !(options.noReconcile || file.noReconcile ?? false) else { return nil }
    guard case .cluster = facts else {
      throw ConfigurationError(
        "serve runs backups and restores of a cluster, and none is named: give --kubeconfig or --context, or "
          + "--no-reconcile to answer reviews only")
    }
    let workers = options.workers ?? file.workers ?? ReconcilerSettings.usualWorkers
    guard (1...256).contains(workers) else { throw ConfigurationError("--workers must be 1 to 256, found \(workers)") }
    return Reconciling(
      workers: workers, lease: try (options.lease ?? file.lease).map(lease),
      ignoresCassKop: options.ignoreCasskop || file.ignoreCasskop ?? false)
  }

  private static func lease(_ text: String) throws(ConfigurationError) -> ObjectKey {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts.contains("") else {
      throw ConfigurationError("--lease must be NAMESPACE/NAME, found \"\(text)\"")
    }
    return ObjectKey(namespace: String(parts[0]), name: String(parts[1]))
  }

  /// Who wants a rule to deny must not be left with one that never finds anything.
  private static func enforcement(_ rules: [RuleSetting], _ facts: Facts) throws(ConfigurationError) -> Enforcement {
    let enforcement = Enforcement(rules)
    if case .folder = facts, enforcement["author-may-read-secret"] == .deny {
      throw ConfigurationError(
        "--rule author-may-read-secret=deny does not go with --facts FOLDER: manifests do not say what users may do")
    }
    return enforcement
  }

  private static func address(_ flag: String, _ text: String) throws(ConfigurationError) -> SocketAddress {
    do {
      return try SocketAddress(text)
    } catch {
      throw ConfigurationError("--\(flag): \(error)")
    }
  }
}
