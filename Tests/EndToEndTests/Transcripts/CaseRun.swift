// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One case in one world.
struct CaseRun {
  /// Rewrites transcripts with what commands print now, for review. The test fails then: nobody takes that for a pass.
  static let isRecording = ProcessInfo.processInfo.environment["CASSETTE_RECORD"] == "1"

  let folder: CaseFolder
  let world: World

  func perform() async throws {
    await world.turns.begin(folder.turn)
    let result: Result<Void, any Error>
    do { result = .success(try await performInTurn()) } catch { result = .failure(error) }
    await world.turns.end(folder.turn)
    try result.get()
  }

  private func performInTurn() async throws {
    let usual = try world.deviations.dropLast().reduce(try folder.read()) { try $1.applied(to: $0, in: folder.name) }
    let expected = try world.deviations.last?.applied(to: usual, in: folder.name) ?? usual
    if world.deviations.last?.cannotPass(folder.name) == true {
      await expectNoPass(expected)
      return
    }
    let found = try await played(expected)
    if CaseRun.isRecording {
      try record(found, over: expected, usual)
    } else {
      compare(expected, found)
    }
  }

  /// Whatever goes wrong: it may be that a command takes too long, or a server does not start.
  private func expectNoPass(_ expected: Transcript) async {
    if let found = try? await played(expected, stopsAtDifference: true), found == expected {
      Issue.record("it passes here: \(world.deviations.last?.file ?? "") says that it cannot")
    }
  }

  private func played(_ expected: Transcript, stopsAtDifference: Bool = false) async throws -> Transcript {
    let own = try await world.servers(namespace: folder.namespace)
    do {
      let found = try await replayed(expected, own, stopsAtDifference)
      await own.stop()
      if folder.turn == .alone { try await world.restore() }
      return found
    } catch {
      await own.stop()
      if folder.turn == .alone { try? await world.restore() }
      throw error
    }
  }

  private func replayed(
    _ transcript: Transcript, _ own: CaseServers, _ stopsAtDifference: Bool
  ) async throws -> Transcript {
    var transcript = transcript
    let environment = try await world.environment(namespace: folder.namespace)
    for (index, part) in transcript.parts.enumerated() {
      switch part {
      case .remark: break
      case .world(let step, _): try await world.perform(step, own)
      case .command(var step):
        let command = ShellCommand(text: step.command, folder: folder.path, environment: environment)
        let expected = step
        step.output = Transcript.Step.output(of: try await command.run())
        transcript.parts[index] = .command(step)
        if stopsAtDifference, step != expected { return transcript }
      }
    }
    return transcript
  }

  private func compare(_ expected: Transcript, _ found: Transcript) {
    for case (.command(let expected), .command(let found)) in zip(expected.parts, found.parts) where expected != found {
      Issue.record(
        "expected:\n\(expected.lines.joined(separator: "\n"))\n\nfound:\n\(found.output.joined(separator: "\n"))")
    }
  }

  private func record(_ found: Transcript, over expected: Transcript, _ usual: Transcript) throws {
    guard found != expected else { return }
    if let deviations = world.deviations.last {
      guard try deviations.record(found, insteadOf: usual, in: folder.name) else { return }
    } else {
      try found.text.write(to: folder.transcript, atomically: true, encoding: .utf8)
    }
    Issue.record("what was found was written down: review the change, then run without CASSETTE_RECORD")
  }
}
