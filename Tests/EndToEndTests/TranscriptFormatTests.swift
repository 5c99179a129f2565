// SPDX-License-Identifier: Apache-2.0
import Testing

struct TranscriptFormatTests {
  private static let text = """
    # A remark.
    % server started --facts none
    $ kubectl apply \\
    >   -f bad.yaml
    The CassandraBackup "bad" is invalid
    [exit 1]

    $ true

    """

  @Test("a transcript is written as it was read")
  func roundTrip() throws {
    #expect(try Transcript(parsing: Self.text).text == Self.text)
  }

  @Test("a command has its lines, its output and its exit code")
  func command() throws {
    let parts = try Transcript(parsing: Self.text).parts
    #expect(parts[1] == .world(.serverStarted(["--facts", "none"]), text: "server started --facts none"))
    let step = Transcript.Step(
      command: "kubectl apply \\\n  -f bad.yaml", output: ["The CassandraBackup \"bad\" is invalid", "[exit 1]"])
    #expect(parts[2] == .command(step))
  }

  @Test("a reconciler has a name where a case has several, and arguments")
  func reconcilers() throws {
    #expect(try WorldStep(parsing: "reconciler started") == .reconcilerStarted(name: "one", []))
    #expect(
      try WorldStep(parsing: "reconciler started --workers 1") == .reconcilerStarted(name: "one", ["--workers", "1"]))
    #expect(
      try WorldStep(parsing: "reconciler started two --workers 1")
        == .reconcilerStarted(name: "two", ["--workers", "1"]))
    #expect(try WorldStep(parsing: "reconciler killed two") == .reconcilerKilled(name: "two"))
    #expect(try WorldStep(parsing: "sidecars started --speed 2") == .sidecarsStarted(["--speed", "2"]))
  }

  @Test(
    "a line that belongs to nothing is an error",
    arguments: ["output before any command", "% make tea", "% reconciler painted"])
  func nonsense(_ line: String) {
    #expect(throws: Failure.self) { try Transcript(parsing: line) }
  }

  @Test("an exit code, a blank at the end and an empty line are part of what is compared or left out")
  func output() {
    let outcome = ShellCommand.Outcome(output: "is invalid: \n\n* spec\n", exitCode: 1)
    #expect(Transcript.Step.output(of: outcome) == ["is invalid:", "⏎", "* spec", "[exit 1]"])
  }

  @Test("only what differs from run to run is replaced")
  func volatile() {
    let text =
      "next 2026-11-23T02:00:00Z, 2026-11-2… on 2027-03-28 at https://127.0.0.1:23456/ by generated-x7k2p\nNAME   12s\n"
    #expect(
      VolatileText.replaced(in: text)
        == "next <time>, <time>… on <date> at https://<loopback>/ by generated-<five>\nNAME   <age>\n")
    #expect(
      VolatileText.replaced(in: "COMPLETED   100%   3s             2026-11-23T02:00:00Z   12s\n")
        == "COMPLETED   100%   <age>   <time>   <age>\n")
    let fixed = "* spec.entities: Invalid value: \"a.b.c\": 3 of 10s 2026-11 [entities-syntax]\n"
    #expect(VolatileText.replaced(in: fixed) == fixed)
  }
}
