// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One case: a folder with a transcript, the manifests it names, and perhaps facts of its own.
struct CaseFolder: Sendable, CustomTestStringConvertible {
  private static let folder = "\(Repository.tests)/Cases"

  /// In the order of their names. With `CASSETTE_CASES=70,86` only those with these numbers.
  static let all = Result {
    let wanted = ProcessInfo.processInfo.environment["CASSETTE_CASES"]?.split(separator: ",")
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { name in wanted?.contains { name.hasPrefix("\($0)-") } ?? true }
      .map { CaseFolder(name: $0) }
  }

  let name: String

  var path: String { "\(CaseFolder.folder)/\(name)" }
  var transcript: URL { URL(filePath: "\(path)/transcript.txt") }
  /// It has a simulated cluster of its own, and begins without facts.
  var hasOwnCluster: Bool { steps.contains { $0.hasPrefix("% sidecars started") } }
  /// Leaves what cases share as it is, so that it can run beside others.
  var isIndependent: Bool {
    hasOwnCluster && !steps.contains { $0.hasPrefix("% webhooks") || $0.hasPrefix("% server") }
  }
  private var steps: [Substring] {
    ((try? String(contentsOf: transcript, encoding: .utf8)) ?? "").split(separator: "\n")
  }
  /// Cases do not see each other's objects.
  var namespace: String { name }
  var testDescription: String { name }
}
