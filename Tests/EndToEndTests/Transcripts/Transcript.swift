// SPDX-License-Identifier: Apache-2.0

/// What a person types and sees, line by line:
///
///     # A remark, where it stands between steps.
///     % webhooks none
///     $ kubectl apply -f bad.yaml
///     > --dry-run=server
///     The CassandraBackup "b" is invalid: …
///     [exit 1]
///
/// `%` begins a step that changes the world, `$` a command line for a shell, `>` goes on with it. What follows up to an
/// empty line is what the command prints, and its exit code unless that is 0. An empty line that a command prints is
/// written as `⏎`.
struct Transcript: Equatable, Sendable {
  enum Part: Equatable, Sendable {
    case remark(String)
    case world(WorldStep, text: String)
    case command(Step)
  }

  struct Step: Equatable, Sendable {
    var command: String
    var output: [String]
  }

  var parts: [Part] = []

  init() {}

  init(parsing text: String) throws {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) { try add(line) }
    while parts.last == .remark("") { parts.removeLast() }
  }

  private mutating func add(_ line: String) throws {
    if line.hasPrefix("% ") {
      let text = String(line.dropFirst(2))
      parts.append(.world(try WorldStep(parsing: text), text: text))
    } else if line.hasPrefix("$ ") {
      parts.append(.command(Step(command: String(line.dropFirst(2)), output: [])))
    } else if case .command(var step) = parts.last, !line.isEmpty {
      if step.output.isEmpty, line.hasPrefix("> ") {
        step.command += "\n" + line.dropFirst(2)
      } else {
        step.output.append(line)
      }
      parts[parts.count - 1] = .command(step)
    } else {
      guard line.isEmpty || line.hasPrefix("#") else { throw Failure("neither step nor remark: \(line)") }
      parts.append(.remark(line))
    }
  }

  var text: String {
    parts.flatMap(\.lines).map { $0 + "\n" }.joined()
  }
}

extension Transcript.Part {
  fileprivate var lines: [String] {
    switch self {
    case .remark(let text): [text]
    case .world(_, let text): ["% \(text)"]
    case .command(let step): step.lines
    }
  }
}

extension Transcript.Step {
  var lines: [String] {
    let command = command.split(separator: "\n", omittingEmptySubsequences: false)
    return command.enumerated().map { ($0.offset == 0 ? "$ " : "> ") + $0.element } + output
  }

  /// What a transcript holds of an outcome.
  static func output(of outcome: ShellCommand.Outcome) -> [String] {
    var lines = VolatileText.replaced(in: outcome.output).split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }
    if lines.last == "" { lines.removeLast() }
    lines = lines.map { $0.isEmpty ? "⏎" : $0 }
    return outcome.exitCode == 0 ? lines : lines + ["[exit \(outcome.exitCode)]"]
  }
}
