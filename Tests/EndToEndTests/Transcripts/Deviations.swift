// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// What is otherwise in one world than the transcripts say, and why:
///
///     == 07-patch
///     # The reason, before each step.
///     $ api -t strategic PATCH …
///     415 Unsupported Media Type
///
///     == 64-without-rights cannot pass
///     # The reason.
///
/// A step that is no longer otherwise has no place here, and neither has one that the case does not have. Where a command
/// comes twice and only the second time is otherwise, the first is here too, as it always is.
struct Deviations: Sendable {
  private static let heading = "== "

  private struct Section {
    private static let whole = " cannot pass"

    var name: String
    var cannotPass = false
    var transcript: Transcript

    init(name: String, transcript: Transcript) {
      (self.name, self.transcript) = (name, transcript)
    }

    /// - Parameter text: without the mark of a heading.
    init(parsing text: String) throws {
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      cannotPass = lines[0].hasSuffix(Section.whole)
      name = String(lines[0].dropLast(cannotPass ? Section.whole.count : 0))
      transcript = try Transcript(parsing: lines.count > 1 ? lines[1] : "")
    }

    var text: String { "\(heading)\(name)\(cannotPass ? Section.whole : "")\n\(transcript.text)" }
  }

  /// What errors name.
  let file: String
  private var preamble: String
  private var sections: [Section]

  init(file: String) throws {
    try self.init(parsing: try String(contentsOfFile: file, encoding: .utf8), file: file)
    try requireReasons()
  }

  private init(parsing text: String, file: String) throws {
    self.file = file
    let parts = "\n\(text)".components(separatedBy: "\n\(Deviations.heading)")
    preamble = parts[0].trimmingCharacters(in: .newlines)
    sections = try parts.dropFirst().map(Section.init(parsing:))
    guard Set(names).count == names.count else { throw Failure("\(file) has two sections for one case: \(names)") }
  }

  var names: [String] { sections.map(\.name) }

  /// A case that is run all the same, to see that it still cannot pass.
  func cannotPass(_ name: String) -> Bool { sections.contains { $0.name == name && $0.cannotPass } }

  /// - Returns: what the case prints in this world.
  func applied(to transcript: Transcript, in name: String) throws -> Transcript {
    var result = transcript
    var next = result.parts.startIndex
    var steps = (sections.first { $0.name == name }?.transcript.parts ?? []).compactMap(\.step)[...]
    while let step = steps.popFirst() {
      guard let found = result.parts[next...].firstIndex(where: { $0.step?.command == step.command }) else {
        throw Failure("\(file), \(name): there is no such step, or not here: \(step.command)")
      }
      guard result.parts[found].step != step || steps.contains(where: { $0.command == step.command }) else {
        throw Failure("\(file), \(name): this is not otherwise than usual: \(step.command)")
      }
      result.parts[found] = .command(step)
      next = found + 1
    }
    return result
  }

  private func requireReasons() throws {
    for section in sections {
      var hasReason = false
      for part in section.transcript.parts {
        switch part {
        case .remark(let text): hasReason = hasReason || text.count > 2
        case .world(_, let text): throw Failure("\(file), \(section.name): only commands can be otherwise: \(text)")
        case .command(let step):
          guard hasReason else { throw Failure("\(file), \(section.name): why is this otherwise? \(step.command)") }
          hasReason = false
        }
      }
      guard !section.cannotPass || hasReason else { throw Failure("\(file), \(section.name): why can it not pass?") }
    }
  }
}

extension Transcript.Part {
  fileprivate var step: Transcript.Step? {
    if case .command(let step) = self { step } else { nil }
  }
}

// MARK: Recording

extension Deviations {
  /// Cases that run side by side write to one file.
  private static let recording = Mutex(())

  /// Writes down what a case printed where that is otherwise than usual. A reason that is known stays; where there is
  /// none yet, the file cannot be read until somebody has written one.
  ///
  /// - Returns: whether the file was changed.
  func record(_ found: Transcript, insteadOf usual: Transcript, in name: String) throws -> Bool {
    try Deviations.recording.withLock { _ in
      let old = try String(contentsOfFile: file, encoding: .utf8)
      var new = try Deviations(parsing: old, file: file)
      new.replaceSection(name, found, insteadOf: usual)
      guard new.text != old else { return false }
      try new.text.write(toFile: file, atomically: true, encoding: .utf8)
      return true
    }
  }

  private mutating func replaceSection(_ name: String, _ found: Transcript, insteadOf usual: Transcript) {
    var section = Section(name: name, transcript: Transcript())
    let usual = usual.parts.compactMap(\.step)
    let found = found.parts.compactMap(\.step)
    var next = usual.startIndex
    for index in usual.indices where usual[index] != found[index] {
      for earlier in usual[next..<index] where earlier.command == found[index].command {
        section.transcript.parts += [.remark("# The first time as usual."), .command(earlier), .remark("")]
      }
      let reason = reason(for: found[index], in: name) ?? [.remark("#")]
      section.transcript.parts += reason + [.command(found[index]), .remark("")]
      next = index + 1
    }
    sections.removeAll { $0.name == name }
    if !section.transcript.parts.isEmpty { sections.append(section) }
    sections.sort { $0.name < $1.name }
  }

  /// Of the last step with the same command: those before it are as usual.
  private func reason(for step: Transcript.Step, in name: String) -> [Transcript.Part]? {
    var result: [Transcript.Part]?
    var reason: [Transcript.Part] = []
    for part in sections.first(where: { $0.name == name })?.transcript.parts ?? [] {
      if case .remark(let text) = part {
        if !text.isEmpty { reason.append(part) }
      } else {
        if part.step?.command == step.command { result = reason }
        reason = []
      }
    }
    return result
  }

  private var text: String {
    ([preamble] + sections.map(\.text)).map { $0.trimmingCharacters(in: .newlines) }.joined(separator: "\n\n") + "\n"
  }
}
