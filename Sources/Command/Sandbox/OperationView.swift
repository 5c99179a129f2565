// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Policy

/// How one backup or restore stands, in a line for people.
struct OperationView: Equatable, Sendable {
  private static let width = 20

  /// `backup nightly`.
  let name: String
  let state: OperationState
  /// 0 to 100.
  private let percent: Int
  private let coordinator: String

  /// Nil for an object that has no state, or one that this version does not know.
  init?(_ kind: SubjectKind, _ object: KubeObject) {
    guard let status = object.status, let state = OperationStatus(status)?.state, let name = object.name else {
      return nil
    }
    self.name = "\(kind == .backup ? "backup" : "restore") \(name)"
    self.state = state
    percent = Int(status["progress"]?.string?.prefix { $0 != "%" && $0 != "." } ?? "").map { min(max($0, 0), 100) } ?? 0
    coordinator = PlainText.line(status["coordinatorMember"]?.string ?? "")
  }

  var isGoingOn: Bool { [.queued, .required, .pending, .running].contains(state) }

  /// `backup nightly  RUNNING  [########------------]  40 %  test-cluster-dc1-rack1-0`
  var bar: String {
    let done = percent * Self.width / 100
    let bar = String(repeating: "#", count: done) + String(repeating: "-", count: Self.width - done)
    let number = String(repeating: " ", count: 3 - "\(percent)".count) + "\(percent)"
    return "\(name)  \(state.rawValue)  [\(bar)] \(number) %  \(coordinator)"
  }

  /// `backup nightly is COMPLETED`
  var news: String { "\(name) is \(state.rawValue)" }
}
