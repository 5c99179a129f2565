// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The ways in which the API server is told of the webhooks: the manifest that is shipped, with what an installation
/// fills in, and with what a case wants to be different.
enum WebhookSetup: String, CaseIterable {
  /// As in production: by a Service, so that the API server speaks HTTP/1.1 and names `<service>.<namespace>.svc`.
  case service
  /// By address, where the API server may speak HTTP/2.
  case url
  /// Who would rather have no object than an unjudged one: manifests/overlays/fail-closed.
  case fail
  /// Registered for kinds that cassette does not judge.
  case wide
  /// The API server asks nobody.
  case none

  private static let shipped = "\(Repository.root)/manifests/webhook/webhooks.yaml"

  /// - Parameter authority: the PEM text of who issued the serving certificate; nil if the server fills it in.
  func manifest(port: UInt16, authority: Data?) throws -> String {
    var text = try String(contentsOfFile: WebhookSetup.shipped, encoding: .utf8)
    func replace(_ old: String, _ new: String) throws {
      guard text.contains(old) else { throw Failure("\(WebhookSetup.shipped) no longer contains: \(old)") }
      text = text.replacingOccurrences(of: old, with: new)
    }
    if let authority {
      try replace("  clientConfig:\n", "  clientConfig:\n    caBundle: \(authority.base64EncodedString())\n")
    }
    try replace("port: 443", "port: \(port)")
    switch self {
    case .service, .none: break
    case .url:
      for path in ["/validate", "/mutate"] {
        try replace(
          "service: {namespace: cassette-system, name: cassette, port: \(port), path: \(path)}",
          "url: https://localhost:\(port)\(path)")
      }
    // The line of updates goes on behind the policy.
    case .fail: try replace("failurePolicy: Ignore\n", "failurePolicy: Fail\n")
    case .wide: try replace("  rules:\n", "  rules:\n" + WebhookSetup.configMaps)
    }
    return text
  }

  private static let configMaps = """
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [configmaps]
        scope: Namespaced

    """
}
