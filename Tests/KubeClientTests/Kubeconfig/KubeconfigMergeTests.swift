// SPDX-License-Identifier: Apache-2.0
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import KubeClient

@Suite("Merging kubeconfig files")
struct KubeconfigMergeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, text) in MergeCase.files { try folder.write(name, text) }
  }

  private func list(_ names: String) -> String {
    names.split(separator: ":", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : folder.file(String($0)) }
      .joined(separator: ":")
  }

  private func merged(_ names: String) throws -> [String] {
    let paths = KubeconfigPaths(file: nil, environment: ["KUBECONFIG": list(names), "HOME": "/nowhere"])
    let config = try Kubeconfig(paths)
    func lines(
      _ kind: String, _ all: [String: KubeconfigEntry], _ text: (KubeconfigEntry) throws -> String
    ) rethrows -> [String] {
      try all.sorted { $0.key < $1.key }.map { "\(kind) \($0.key) \(try text($0.value))" }
    }
    return try lines("cluster", config.clusters) { try $0.string("server") ?? "" }
      + lines("user", config.users) { try $0.string("token") ?? "" }
      + lines("context", config.contexts) { entry in
        try ["cluster", "user", "namespace"].map { try entry.string($0) ?? "" }.joined(separator: "/")
      } + ["current \(config.currentContext ?? "")"]
  }

  @Test("files are merged as the table says", arguments: MergeCase.cases)
  func table(_ expected: MergeCase) throws {
    if let lines = expected.merged {
      #expect(try merged(expected.list) == lines)
    } else {
      #expect(throws: ConfigurationError.self) { try merged(expected.list) }
    }
  }

  private static let program = ["/usr/bin/kubectl", "/usr/local/bin/kubectl"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test("kubectl says what the table says", .enabled(if: program != nil), arguments: MergeCase.cases)
  func kubectl(_ expected: MergeCase) throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.program))
    process.arguments = ["config", "view", "--raw", "-o", "json"]
    process.environment = ["KUBECONFIG": list(expected.list), "HOME": folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      #expect(expected.merged == nil)
      return
    }
    #expect(try Self.lines(JSONValue(parsing: bytes)) == expected.merged)
  }

  private static func lines(_ config: JSONValue) -> [String] {
    func lines(_ kind: String, _ members: [String]) -> [String] {
      (config["\(kind)s"]?.elements).map(Array.init)?.map { item in
        let texts = members.map { item[kind]?[$0]?.string ?? "" }
        return "\(kind) \(item["name"]?.string ?? "") \(texts.joined(separator: "/"))"
      } ?? []
    }
    return lines("cluster", ["server"]) + lines("user", ["token"]) + lines("context", ["cluster", "user", "namespace"])
      + ["current \(config["current-context"]?.string ?? "")"]
  }

  @Test("a file that was named must exist, and is the only one")
  func named() throws {
    let paths = KubeconfigPaths(file: folder.file("json"), environment: ["KUBECONFIG": folder.file("a")])
    #expect(try Kubeconfig(paths).clusters.count == 1)
    let error = #expect(throws: ConfigurationError.self) {
      try Kubeconfig(KubeconfigPaths(file: "/nowhere/config", environment: ["KUBECONFIG": folder.file("a")]))
    }
    #expect(error?.description == "/nowhere/config: there is no such file")
  }

  @Test("without KUBECONFIG the file below the home counts")
  func home() throws {
    #expect(KubeconfigPaths(file: nil, environment: ["HOME": "/home/ann"]).paths == ["/home/ann/.kube/config"])
    #expect(KubeconfigPaths(file: nil, environment: ["HOME": "/h", "KUBECONFIG": ""]).paths == ["/h/.kube/config"])
  }

  @Test(
    "when there is no file at all, the places are named",
    arguments: [
      (["KUBECONFIG": "/nowhere/a:/nowhere/b"], "there is no kubeconfig file: /nowhere/a, /nowhere/b"),
      (["HOME": "/nowhere"], "there is no kubeconfig file: /nowhere/.kube/config"),
      ([:], "there is no kubeconfig file: neither KUBECONFIG nor HOME is set"),
    ])
  func none(_ environment: [String: String], _ message: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try Kubeconfig(KubeconfigPaths(file: nil, environment: environment))
    }
    #expect(error?.description == message)
  }

  @Test("a file without end is refused")
  func endless() {
    let error = #expect(throws: ConfigurationError.self) {
      try Kubeconfig(KubeconfigPaths(file: "/dev/zero", environment: [:]))
    }
    #expect(error?.description == "/dev/zero: it has more than the 4194304 bytes that are read of a file")
  }
}
