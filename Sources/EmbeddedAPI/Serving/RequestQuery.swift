// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
private import HTTPServer
internal import KubeModel

/// The parameters of a request. Those that would change what is done and are not obeyed here are refused.
struct RequestQuery: Sendable {
  /// Given to every API server, and without effect here. `fieldValidation` has none before Kubernetes 1.25, and clients that
  /// see an older one validate by themselves.
  private static let harmless: Set<String> = [
    "pretty", "fieldManager", "fieldValidation", "force", "timeout", "gracePeriodSeconds", "orphanDependents",
  ]
  private static let known: Set<String> = [
    "labelSelector", "fieldSelector", "resourceVersion", "resourceVersionMatch", "limit", "continue", "watch",
    "allowWatchBookmarks", "timeoutSeconds", "sendInitialEvents", "dryRun", "includeObject", "propagationPolicy",
  ]

  private let values: [String: String]

  init(_ text: String?) throws(APIFailure) {
    var values: [String: String] = [:]
    for pair in (text ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[PercentEncoding.decode(parts[0], plusIsBlank: true)] =
        parts.count > 1 ? PercentEncoding.decode(parts[1], plusIsBlank: true) : ""
    }
    for name in values.keys.sorted() where !Self.harmless.contains(name) && !Self.known.contains(name) {
      throw .badRequest("the embedded API server does not know the parameter \(PlainText.line(name, longest: 60))")
    }
    self.values = values
  }

  /// Nil for one that is absent or empty.
  subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Empty unless it is there; it may be there and empty.
  func all(_ name: String) -> [String] { values[name].map { [$0] } ?? [] }

  /// Whatever is not false is true.
  func flag(_ name: String) -> Bool { !["0", "false"].contains(values[name]?.lowercased() ?? "0") }

  func number(_ name: String) throws(APIFailure) -> Int64? {
    guard let text = self[name] else { return nil }
    if let number = Int64(text), number >= 0 { return number }
    let problem = "parsing \"\(PlainText.line(text, longest: 60))\": invalid syntax"
    guard name != "resourceVersion" else {
      throw .unreasoned(
        "resourceVersion: Invalid value: \"\(PlainText.line(text, longest: 60))\": strconv.ParseUint: \(problem)")
    }
    throw .badRequest("strconv.ParseInt: \(problem)")
  }
}
