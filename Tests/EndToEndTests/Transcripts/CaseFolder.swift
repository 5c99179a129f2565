// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One case: a folder with a transcript, the manifests it names, and perhaps facts of its own.
struct CaseFolder: Sendable, CustomTestStringConvertible {
  /// What `cassette` does in a cluster, and, from 100 on, what kubectl does with an API server.
  static let all = cases(in: "Cases")
  static let sessions = all.filter { $0.name.prefix { $0.isNumber }.count > 2 }
  /// What an API server answers to single requests.
  static let conformance = cases(in: "Conformance")

  /// In the order in which their turns come, and of their names. With `CASSETTE_CASES=70,86` only those with
  /// these numbers.
  private static func cases(in kind: String) -> [CaseFolder] {
    let wanted = ProcessInfo.processInfo.environment["CASSETTE_CASES"]?.split(separator: ",")
    let names = try? FileManager.default.contentsOfDirectory(atPath: "\(Repository.tests)/\(kind)")
    let cases = (names ?? []).sorted().filter { name in wanted?.contains { name.hasPrefix("\($0)-") } ?? true }
      .map { CaseFolder(kind: kind, name: $0) }
    return Turn.allCases.flatMap { turn in cases.filter { $0.turn == turn } }
  }

  private let kind: String
  let name: String

  var path: String { "\(Repository.tests)/\(kind)/\(name)" }
  var transcript: URL { URL(filePath: "\(path)/transcript.txt") }
  /// It has a simulated cluster of its own, and begins without facts.
  var hasOwnCluster: Bool { steps.contains { $0.hasPrefix("% sidecars started") } }
  var turn: Turn {
    let changesWhatIsShared = steps.contains { step in
      ["% alone", "% webhooks", "% server"].contains { step.hasPrefix($0) }
    }
    return changesWhatIsShared ? .alone : hasOwnCluster ? .waiting : .busy
  }

  func read() throws -> Transcript {
    try Transcript(parsing: try String(contentsOf: transcript, encoding: .utf8))
  }

  private var steps: [Substring] {
    ((try? String(contentsOf: transcript, encoding: .utf8)) ?? "").split(separator: "\n")
  }
  /// Cases do not see each other's objects.
  var namespace: String { name }
  var testDescription: String { name }
}
