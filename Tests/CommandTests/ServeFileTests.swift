// SPDX-License-Identifier: Apache-2.0
import Logging
import Policy
import TestSupport
import Testing

@testable import Command

@Suite("The configuration file of serve")
struct ServeFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func read(_ text: String) throws(ConfigurationError) -> ServeFile {
    do { try folder.write("serve.yaml", text) } catch { Issue.record(error) }
    return try ServeFile(path: folder.file("serve.yaml"))
  }

  /// The error without the file's path in front.
  private func failure(_ text: String) -> String? {
    do throws(ConfigurationError) {
      _ = try read(text)
      return nil
    } catch {
      return error.description.replacing("--config: \(folder.file("serve.yaml")):", with: "")
    }
  }

  @Test("every flag is a member")
  func members() throws {
    let file = try read(
      """
      listen: 127.0.0.1:8443
      tlsCert: /certs/tls.crt
      tlsKey: /certs/tls.key
      clientCa: /certs/client-ca.crt
      clientName: [api, front]
      facts: /facts
      kubeconfig: /kubeconfig
      context: test
      namespace: [a, b]
      healthListen: "off"
      noReconcile: true
      rule: [schedule-preview=off, bandwidth=warn]
      logFormat: json
      logLevel: debug
      noHttp2: true
      drainDelay: 7
      loops: 3
      """)
    var expected = ServeFile()
    expected.listen = "127.0.0.1:8443"
    expected.tlsCert = "/certs/tls.crt"
    expected.tlsKey = "/certs/tls.key"
    expected.clientCa = "/certs/client-ca.crt"
    expected.clientNames = ["api", "front"]
    expected.drainDelay = 7
    expected.facts = "/facts"
    expected.kubeconfig = "/kubeconfig"
    expected.context = "test"
    expected.namespaces = ["a", "b"]
    expected.healthListen = "off"
    expected.noReconcile = true
    expected.rules = [
      try RuleSetting(parsing: "schedule-preview=off"), try RuleSetting(parsing: "bandwidth=warn"),
    ]
    expected.logFormat = .json
    expected.logLevel = .debug
    expected.noHttp2 = true
    expected.loops = 3
    #expect(file == expected)
  }

  @Test("each member that is known can be left out, or be null")
  func absent() throws {
    #expect(try read("{}") == ServeFile())
    #expect(try read(ServeFile.members.map { "\($0): null" }.joined(separator: "\n")) == ServeFile())
  }

  @Test("the members are the flags: what one can say, the other can")
  func sameAsFlags() throws {
    let help = try Program.run("serve", "--help").output
    for member in ServeFile.members {
      let flag = member.reduce(into: "--") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
      #expect(help.contains(flag + " ") || help.contains(flag + "\n"), "\(flag)")
    }
    let flags = Set(help.matches(of: /--[a-z0-9-]+/).map { String($0.output) })
    let others: Set = ["--config", "--version", "--help"]
    #expect(flags.subtracting(others).count == ServeFile.members.count)
  }

  @Test(
    "an unknown member is an error, with the one that was meant",
    arguments: [
      ("listen: :1\ntlsKye: x\n", "2:9: tlsKye: unknown member, did you mean tlsKey?"),
      ("tls-cert: x\n", "1:11: tls-cert: unknown member, did you mean tlsCert?"),
      (
        "colour: x\n",
        "1:9: colour: unknown member; known are " + ServeFile.members.joined(separator: ", ")
      ),
    ])
  func unknown(_ text: String, _ message: String) {
    #expect(failure(text) == message)
  }

  @Test(
    "a member of a wrong type is an error at its place",
    arguments: [
      ("listen: 8443\n", "1:9: listen: must be a string, found 8443"),
      ("facts: [a]\n", "1:1: facts: must be a string, found [\"a\"]"),
      ("noReconcile: \"true\"\n", "1:14: noReconcile: must be true or false, found \"true\""),
      ("loops: many\n", "1:8: loops: must be a whole number, found \"many\""),
      ("loops: 1.5\n", "1:8: loops: must be a whole number, found 1.5"),
      ("logFormat: xml\n", "1:12: logFormat: must be text or json, found \"xml\""),
      ("logLevel: loud\n", "1:11: logLevel: must be a level such as info, found \"loud\""),
      ("rule: bandwidth=off\n", "1:7: rule: must be a list of ID=VERDICT, found \"bandwidth=off\""),
      (
        "rule:\n- bandwidth=off\n- bandwith=off\n",
        "3:3: rule[1]: there is no rule \"bandwith\", did you mean bandwidth?"
      ),
      ("rule:\n- bandwidth=maybe\n", "2:3: rule[0]: \"bandwidth=maybe\" is not RULE=deny, RULE=warn or RULE=off"),
      ("rule:\n- 1\n", "2:3: rule[0]: \"\" is not RULE=deny, RULE=warn or RULE=off"),
      ("loops: 1\nloops: 2\n", "2:1: loops: is written more than once; the last one counts"),
    ])
  func wrong(_ text: String, _ message: String) {
    #expect(failure(text) == message)
  }

  @Test("a long value is shown in part")
  func long() {
    let message = failure("loops: \(String(repeating: "x", count: 10_000))")
    #expect(message?.count ?? .max < 200)
  }

  @Test("one document it must be")
  func documents() {
    #expect(failure("")?.hasSuffix("must hold one YAML document, found 0") == true)
    #expect(failure("loops: 1\n---\nloops: 2\n")?.hasSuffix("must hold one YAML document, found 2") == true)
    #expect(failure("- loops\n")?.contains("a document must be an object") == true)
    #expect(failure("loops: [\n") != nil)
  }

  @Test("a file that is not there is named")
  func missing() {
    #expect(throws: ConfigurationError("--config: /gone.yaml: No such file or directory")) {
      try ServeFile(path: "/gone.yaml")
    }
  }
}
