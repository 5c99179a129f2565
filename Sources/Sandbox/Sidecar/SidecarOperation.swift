// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// An operation that a sidecar has accepted.
struct SidecarOperation: Sendable {
  enum State: String, Sendable, CaseIterable {
    case pending = "PENDING"
    case running = "RUNNING"
    case completed = "COMPLETED"
    /// Known to filters; no operation ends so.
    case cancelled = "CANCELLED"
    case failed = "FAILED"
  }

  struct Problem: Sendable, Equatable {
    var source: String
    var message: String
  }

  /// What it does next, when its time has come.
  enum Step: Sendable {
    case start
    case check
    /// The work of one node.
    case work(since: Instant, until: Instant)
    case coordinate(Coordination)
    case uploadTopology
    /// Corrects its state, and is over.
    case end
  }

  /// Counts operations of the whole cluster from 1, in the order of their acceptance.
  let key: Int
  let id: String
  /// The index of the node.
  let node: Int
  /// The operation of the whole cluster that it is a part of.
  let parent: Int?
  let created: Instant
  private(set) var request: SidecarOperationRequest
  private var echo: String
  var state = State.pending
  var errors: [Problem] = []
  var progress: Float = 0
  var started: Instant?
  var completed: Instant?
  /// Somebody asked it to stop.
  var isDeleted = false
  var step = Step.start

  init(
    key: Int, id: String, node: Int, parent: Int?, created: Instant, request: SidecarOperationRequest,
    version: SidecarVersion
  ) {
    (self.key, self.id, self.node, self.parent) = (key, id, node, parent)
    (self.created, self.request) = (created, request)
    echo = request.echo(version)
  }

  var isTerminal: Bool { completed != nil }

  mutating func rewrite(_ version: SidecarVersion, _ change: (inout SidecarOperationRequest) -> Void) {
    change(&request)
    echo = request.echo(version)
  }

  /// Of work that moves files, as many of `files` as the time that has passed allows.
  func progress(at now: Instant, files: Int) -> Float {
    guard case .work(let since, let until) = step, files > 0, movesFiles, until > since else { return progress }
    let part = min(1, max(0, now.seconds(since: since) / until.seconds(since: since)))
    return max(progress, Float((part * Double(files)).rounded(.down)) / Float(files))
  }

  private var movesFiles: Bool {
    request.type == .backup || RestorePhase(rawValue: request.restore.phase)?.movesFiles == true
  }

  /// As the sidecar writes it.
  func text(at now: Instant, files: Int) -> String {
    var text = "{\n  \"id\" : \"\(id)\",\n  \"creationTime\" : \"\(created)\",\n  \"state\" : \"\(state.rawValue)\""
    text += PrettyJSON.furtherMembers { writer in
      writer.name("errors")
      writer.array(errors) { writer, problem in
        writer.object { writer in
          writer.member("source", problem.source)
          writer.member("message", problem.message)
        }
      }
      writer.name("progress")
      writer.literal(JavaFloat.text(progress(at: now, files: files)))
    }
    if let started { text += ",\n  \"startTime\" : \"\(started)\"" }
    text += echo
    if let completed { text += ",\n  \"completionTime\" : \"\(completed)\"" }
    return text + "\n}"
  }
}
