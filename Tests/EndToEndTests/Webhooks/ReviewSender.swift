// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// Objects that are created, as a dry run, one after the other by several clients, and each looked at for signs that it was
/// reviewed.
final class ReviewSender: Sendable {
  private let process: ChildProcess
  private let log: String
  private let until: String

  /// - Parameters:
  ///   - kubeconfig: of the API server.
  ///   - atLeast: it goes on until it has sent so many, and `finish` was called.
  init(to kubeconfig: String, in folder: TemporaryFolder, atLeast: Int) throws {
    log = "\(folder.path)/sender.log"
    until = "\(folder.path)/sender.until"
    try folder.write("sender.json", ReviewedPlane.probe)
    process = try LeashedProcess.start(
      [
        "\(Repository.tests)/Inputs/bin/send-reviews", kubeconfig, "\(folder.path)/sender.json", "\(atLeast)", until,
      ], log: log)
  }

  /// Returns when so many more were answered.
  func advance(by count: Int) async throws {
    let goal = answers + count
    try await wait(for: "\(goal) answers") {
      if answers < goal, !process.isRunning { throw Failure("the sender of reviews has ended: \(said)") }
      return answers >= goal
    }
  }

  /// - Returns: how many were sent.
  /// - Throws: if any of them failed, or was let through without a review.
  func finish() async throws -> Int {
    try Data().write(to: URL(filePath: until))
    let code = await process.exitCode
    guard code == 0 else { throw Failure("reviews were lost: \(said)") }
    return answers
  }

  func kill() { process.send(SIGKILL) }

  private var answers: Int { said.split(separator: "\n").last.flatMap { Int($0) } ?? 0 }

  private var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
}
