// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
private import FoundationEssentials
internal import KubeModel

/// A webhook as it is registered (admissionregistration.k8s.io/v1).
struct Webhook: Sendable {
  /// Of AdmissionReview, the ones that can be sent.
  private static let spoken = ["v1", "v1beta1"]
  private static let sideEffects = ["None", "NoneOnDryRun"]

  let name: String
  /// Without the time-out.
  let url: String
  /// The authorities that its certificate may come from, PEM; nil for the system's.
  let authorities: [UInt8]?
  let seconds: Int64
  let failsOpen: Bool
  let isReinvoked: Bool
  let reviewVersion: String
  private let rules: [WebhookRule]
  private let isExact: Bool
  private let namespaceSelector: LabelSelector?
  private let objectSelector: LabelSelector?

  /// - Parameter field: where it stands, for errors.
  /// - Throws: a finding, for what the API server would refuse to register.
  init(_ json: JSONValue, field: String = "webhooks") throws(SchemaFinding) {
    name = json["name"]?.string ?? ""
    let client = json["clientConfig"] ?? .null
    guard let url = client["url"]?.string ?? Self.url(of: client["service"]) else {
      throw .forbidden("\(field).clientConfig", "exactly one of url or service is required")
    }
    guard url.hasPrefix("https://") else {
      let scheme = PlainText.line(String(url.prefix { $0 != ":" }), longest: 60)
      throw .invalid(
        "\(field).clientConfig.url", text: scheme,
        "'https' is the only allowed URL scheme; desired format: https://host[/path]")
    }
    self.url = url
    authorities = client["caBundle"]?.string.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
    seconds = json["timeoutSeconds"]?.integer ?? 10
    guard (1...30).contains(seconds) else {
      throw .invalid("\(field).timeoutSeconds", "\(seconds)", "the timeout value must be between 1 and 30 seconds")
    }
    failsOpen = json["failurePolicy"]?.string == "Ignore"
    isReinvoked = json["reinvocationPolicy"]?.string == "IfNeeded"
    // Those that the API server takes; older versions of the API had more.
    let sideEffects = json["sideEffects"]?.string ?? ""
    guard Self.sideEffects.contains(sideEffects) else {
      throw .notSupported("\(field).sideEffects", text: PlainText.line(sideEffects, longest: 60), Self.sideEffects)
    }
    let versions = json["admissionReviewVersions"]?.elements.compactMap(\.string) ?? []
    guard let version = versions.first(where: Self.spoken.contains) else {
      throw .invalid("\(field).admissionReviewVersions", "\(versions)", "must include at least one of v1, v1beta1")
    }
    reviewVersion = version
    rules = json["rules"]?.elements.map(WebhookRule.init) ?? []
    isExact = json["matchPolicy"]?.string == "Exact"
    namespaceSelector = try Self.selector(json["namespaceSelector"], field: "\(field).namespaceSelector")
    objectSelector = try Self.selector(json["objectSelector"], field: "\(field).objectSelector")
  }

  /// In which version a request is to be shown; nil if it is not.
  func resource(for admission: Admission) -> ServedResource? {
    let target = admission.target
    // Webhooks cannot make it impossible to remove webhooks.
    guard target.type.group != "admissionregistration.k8s.io", selects(admission) else { return nil }
    let versions = isExact ? [] : admission.versions
    return ([target.resource] + versions).first { version in
      rules.contains { $0.matches(version, isStatus: target.isStatus, admission.operation) }
    }
  }

  private func selects(_ admission: Admission) -> Bool {
    let objects = [admission.object, admission.oldObject].compactMap(\.self)
    guard objectSelector.map({ selector in objects.contains(where: selector.matches) }) ?? true else { return false }
    guard let namespaceSelector, let namespace = admission.namespace else { return true }
    return namespaceSelector.matches(namespace)
  }

  private static func url(of service: JSONValue?) -> String? {
    guard let name = service?["name"]?.string, let namespace = service?["namespace"]?.string else { return nil }
    let path = service?["path"]?.string ?? "/"
    return
      "https://\(name).\(namespace).svc:\(service?["port"]?.integer ?? 443)\(path.hasPrefix("/") ? path : "/" + path)"
  }

  private static func selector(_ json: JSONValue?, field: String) throws(SchemaFinding) -> LabelSelector? {
    do throws(SelectorError) {
      return try json.map { json throws(SelectorError) in try LabelSelector(json) }
    } catch {
      let expressions = SchemaFinding.shown(json?["matchExpressions"]?.text)
      throw .invalid("\(field).matchExpressions", expressions, error.message)
    }
  }
}
