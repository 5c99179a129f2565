// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("What a module may know")
struct ImportTests {
  /// Every import of every module. A new line here is a decision: what is higher must not be known to what is lower.
  private static let table: [String: Set<String>] = [
    "Posix": ["CLinux", "Glibc"],
    "TLS": ["COpenSSL"],
    "HTTPServer": [
      "CNghttp2", "DequeModule", "Glibc", "Logging", "Posix", "ServiceLifecycle", "Synchronization", "TLS",
    ],

    "Outbound": [],
    "OutboundCurl": ["CCurl", "Glibc", "Outbound", "Synchronization"],

    "KubeModel": [],
    "Documents": ["CYAML", "FoundationEssentials", "Glibc", "KubeModel"],
    "Admission": ["FoundationEssentials", "KubeModel"],
    "Backups": ["Glibc", "KubeModel", "Synchronization"],
    "Policy": ["Backups", "FoundationEssentials", "KubeModel"],
    "ManifestFacts": [
      "Backups", "Documents", "FoundationEssentials", "Glibc", "KubeModel", "Logging", "Policy", "ServiceLifecycle",
      "Synchronization",
    ],

    "Icarus": ["Backups", "KubeModel", "Outbound", "Synchronization"],

    "KubeClient": [
      "Documents", "FoundationEssentials", "KubeModel", "Outbound", "Subprocess", "Synchronization", "SystemPackage",
    ],
    "ControllerRuntime": ["HeapModule", "KubeModel", "Logging", "ServiceLifecycle", "Synchronization"],
    "ClusterFacts": [
      "Backups", "ControllerRuntime", "KubeModel", "Logging", "Policy", "ServiceLifecycle", "Synchronization",
    ],

    "Certificates": [
      "Admission", "FoundationEssentials", "KubeModel", "Logging", "ServiceLifecycle", "Synchronization", "TLS",
    ],
    "Sandbox": [
      "ControllerRuntime", "HTTPServer", "KubeModel", "Logging", "Outbound", "Posix", "ServiceLifecycle",
      "Synchronization",
    ],

    "APIMachinery": ["FoundationEssentials", "KubeModel"],
    "EmbeddedAPI": [
      "APIMachinery", "DequeModule", "FoundationEssentials", "HTTPServer", "KubeModel", "Logging", "Outbound", "Posix",
      "ServiceLifecycle",
    ],

    "Reconcilers": [
      "Backups", "ClusterFacts", "ControllerRuntime", "Icarus", "KubeModel", "Logging", "Policy", "ServiceLifecycle",
      "Synchronization",
    ],

    "Webhook": ["Admission", "Backups", "HTTPServer", "KubeModel", "Logging", "Policy", "Posix", "Synchronization"],
    "Command": [
      "Admission", "ArgumentParser", "Backups", "Certificates", "ClusterFacts", "ControllerRuntime", "Documents",
      "EmbeddedAPI", "FoundationEssentials", "Glibc",
      "HTTPServer", "Icarus", "KubeClient", "KubeModel", "Logging",
      "ManifestFacts", "Outbound", "OutboundCurl", "Policy", "Posix", "Reconcilers", "Sandbox", "ServiceLifecycle",
      "Synchronization", "TLS", "UnixSignals", "Webhook",
    ],
    "TestSupport": [
      "Backups", "Dispatch", "Documents", "FoundationEssentials", "Glibc", "KubeModel", "Logging", "Outbound",
      "Policy", "Synchronization",
      "TLS",
    ],
  ]

  /// Each C module has one door.
  private static let doors = [
    "CLinux": "Posix", "COpenSSL": "TLS", "CNghttp2": "HTTPServer", "CYAML": "Documents", "CCurl": "OutboundCurl",
  ]

  private struct Import: Hashable {
    var module: String
    var imported: String
    var line: String
  }

  private static func imports() throws -> Set<Import> {
    var imports: Set<Import> = []
    for file in Repository.swiftFiles("Sources") {
      let module = String(file.path.split(separator: "/")[1])
      for line in try file.lines {
        let words = line.split(separator: " ")
        guard let place = words.prefix(4).firstIndex(of: "import"), !line.hasPrefix("//"), place + 1 < words.count
        else { continue }
        imports.insert(Import(module: module, imported: String(words[place + 1]), line: String(line)))
      }
    }
    return imports
  }

  @Test("each module imports what the table says, all of it and nothing else")
  func table() throws {
    let imports = try Self.imports()
    #expect(Set(imports.map(\.module)).isSubset(of: Self.table.keys))
    for (module, allowed) in Self.table.sorted(by: { $0.key < $1.key }) {
      let found = Set(imports.filter { $0.module == module }.map(\.imported))
      #expect(found.subtracting(allowed) == [], "\(module) imports what it may not")
      #expect(allowed.subtracting(found) == [], "\(module) may import what it does not")
    }
  }

  @Test("rules cannot fetch or answer, and the server knows nothing of Kubernetes")
  func layers() {
    let policy = Self.reached(from: "Policy")
    #expect(policy.isDisjoint(with: ["HTTPServer", "Posix", "TLS", "Documents", "ManifestFacts", "Webhook"]))
    #expect(Self.reached(from: "HTTPServer").isDisjoint(with: ["KubeModel", "Backups", "Policy", "Admission"]))
    #expect(!Self.reached(from: "Webhook").contains("Command"))
  }

  /// All that a module imports, directly or not.
  private static func reached(from module: String) -> Set<String> {
    var reached: Set<String> = []
    var rest = [module]
    while let next = rest.popLast() {
      for imported in table[next] ?? [] where reached.insert(imported).inserted { rest.append(imported) }
    }
    return reached
  }

  @Test("a C module is imported by its door alone, and nobody sees it from outside")
  func doors() throws {
    for imported in try Self.imports() {
      guard let door = Self.doors[imported.imported] else { continue }
      #expect(imported.module == door)
      #expect(imported.line.hasPrefix("private import ") || imported.line.hasPrefix("internal import "))
    }
  }

  @Test("nobody imports all of Foundation, which would bring 40 MB of ICU")
  func foundation() throws {
    #expect(try Self.imports().filter { $0.imported == "Foundation" } == [])
  }

  @Test("every module has its place in docs/architecture.md")
  func documented() throws {
    let page = try Repository.File(path: "docs/architecture.md").text
    for module in Self.table.keys { #expect(page.contains(module), "\(module)") }
  }
}
