// SPDX-License-Identifier: Apache-2.0
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

@Suite("Plugins for credentials", .timeLimit(.minutes(1)))
struct ExecTests {
  private static let plugin = ExecPlugin(version: .v1, command: "plugin")

  private static func answer(_ status: String, version: String = "v1", kind: String = "ExecCredential") -> [UInt8] {
    Array(#"{"apiVersion":"client.authentication.k8s.io/\#(version)","kind":"\#(kind)","status":\#(status)}"#.utf8)
  }

  private func output(_ script: String, clock: ManualClock = ManualClock()) async throws -> String {
    let plugin = ExecPlugin(version: .v1, command: "sh", arguments: ["-c", script], environment: ["ADDED": "more"])
    return String(decoding: try await ExecCommand.output(of: plugin, clock: AnyClock(clock)), as: UTF8.self)
  }

  @Test(
    "what a plugin prints is read",
    arguments: [
      (#"{"token":"t"}"#, Credential(authorization: Secret("Bearer t")), nil),
      (
        #"{"token":"t","expirationTimestamp":"2026-11-23T00:00:00Z"}"#, Credential(authorization: Secret("Bearer t")),
        1_795_392_000.0
      ),
      (
        #"{"token":"t","expirationTimestamp":"2026-11-23T01:00:00+01:00"}"#,
        Credential(authorization: Secret("Bearer t")), 1_795_392_000.0
      ),
      (
        #"{"clientCertificateData":"C","clientKeyData":"K"}"#,
        Credential(authorization: nil, certificate: "C", key: Secret("K")), nil
      ),
    ])
  func credential(_ status: String, _ credential: Credential, _ expiration: Double?) throws {
    let read = try ExecCredential(Self.answer(status), of: Self.plugin)
    #expect(read.credential == credential)
    #expect(read.expiration?.timeIntervalSince1970 == expiration)
  }

  @Test(
    "what is no credential is refused, and not shown",
    arguments: [
      (
        Array("S3CRET".utf8),
        "plugin: what it printed is not JSON at byte 0: \(JSONError.Reason.expectedValue.sentence)"
      ),
      ([], "plugin: what it printed is not JSON at byte 0: \(JSONError.Reason.empty.sentence)"),
      (answer(#"{"token":"S3CRET"}"#, kind: "Pod"), "plugin: what it printed is not of the kind ExecCredential"),
      (
        answer(#"{"token":"S3CRET"}"#, version: "v1beta1"),
        "plugin: what it printed is not of the apiVersion that it was asked for: client.authentication.k8s.io/v1"
      ),
      (answer("{}"), "plugin: what it printed has neither status.token nor status.clientCertificateData"),
      (answer("null"), "plugin: what it printed has neither status.token nor status.clientCertificateData"),
      (answer(#"{"token":""}"#), "plugin: what it printed has neither status.token nor status.clientCertificateData"),
      (
        answer(#"{"token":"S3CRET\n"}"#),
        "plugin: status.token: the token has a character that no header field may have"
      ),
      (
        answer(#"{"clientKeyData":"S3CRET"}"#),
        "plugin: of status.clientCertificateData and status.clientKeyData only one is there"
      ),
      (
        answer(#"{"token":"S3CRET","expirationTimestamp":"tomorrow"}"#),
        "plugin: status.expirationTimestamp is no time as RFC 3339 writes it"
      ),
    ])
  func noCredential(_ output: [UInt8], _ message: String) {
    let error = #expect(throws: ConfigurationError.self) { try ExecCredential(output, of: Self.plugin) }
    #expect(error?.description == message)
  }

  @Test("a plugin has our environment and its own, is told what is wanted, and gets no input")
  func environment() async throws {
    #expect(try await output(#"echo "$ADDED $(test -n "$PATH" && echo path)"; cat"#) == "more path\n")
    let information = try TestClient.json(try await output(#"echo "$KUBERNETES_EXEC_INFO""#))
    #expect(
      try information
        == TestClient.json(
          #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false}}"#))
  }

  @Test("arguments are passed on as they are")
  func arguments() async throws {
    let plugin = ExecPlugin(version: .v1, command: "printf", arguments: ["[%s]", "a b", "$X", "'", ""])
    let output = try await ExecCommand.output(of: plugin, clock: AnyClock(ManualClock()))
    #expect(String(decoding: output, as: UTF8.self) == "[a b][$X]['][]")
  }

  @Test("a plugin that is not there is named, with how to get it", arguments: ["no-such-plugin", "/no/such/plugin"])
  func missing(_ command: String) async throws {
    let plugin = ExecPlugin(version: .v1, command: command, installHint: "Get it\nfrom us.")
    let error = await #expect(throws: ConfigurationError.self) {
      try await ExecCommand.output(of: plugin, clock: AnyClock(ManualClock()))
    }
    #expect(error?.description.hasPrefix("\(command): ") == true)
    #expect(error?.description.hasSuffix(" Get it from us.") == true)
  }

  @Test(
    "a plugin that fails is named, with its status",
    arguments: [
      ("echo '{}'; exit 3", "exited(3)"), ("kill -9 $$", "signaled(9)"),
    ])
  func failing(_ script: String, _ status: String) async throws {
    let error = await #expect(throws: ConfigurationError.self) { try await output(script) }
    #expect(error?.description == "sh: it failed: \(status)")
  }

  @Test("a plugin that prints without end is stopped")
  func endless() async throws {
    await #expect(throws: ConfigurationError.self) { try await output("yes") }
  }

  /// Prints the process id of a child into a file, and waits with it.
  private func waiting(_ folder: TemporaryFolder) -> String {
    "sleep 1000 & echo $! > '\(folder.file("new"))'; mv '\(folder.file("new"))' '\(folder.file("pid"))'; sleep 1000"
  }

  /// Waits until the plugin runs.
  private func child(_ folder: TemporaryFolder) async throws -> Int32 {
    while true {
      if let text = try? folder.read("pid"), let pid = Int32(text.filter(\.isNumber)) { return pid }
      await Task.yield()
    }
  }

  /// A process that was killed is there until its new parent has looked after it.
  private func isGone(_ pid: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
    return status.contains(") Z ")
  }

  @Test("a plugin that takes too long is killed with all that it started")
  func deadline() async throws {
    let folder = try TemporaryFolder()
    let clock = ManualClock()
    async let failure = #expect(throws: ConfigurationError.self) { try await output(waiting(folder), clock: clock) }
    let pid = try await child(folder)
    #expect(await clock.advanceToNextSleeper() == .seconds(30))
    #expect(await failure?.description == "sh: no answer within 30.0 seconds")
    while !isGone(pid) { await Task.yield() }
  }

  @Test("who stops waiting for a plugin stops the plugin")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let task = Task { try await output(waiting(folder)) }
    let pid = try await child(folder)
    task.cancel()
    await #expect(throws: ConfigurationError.self) { try await task.value }
    while !isGone(pid) { await Task.yield() }
  }
}
