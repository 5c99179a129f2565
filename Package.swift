// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

/// What a module may import is what is listed here; the build checks it.
let package = Package(
  name: "cassette",
  products: [.executable(name: "cassette", targets: ["Command"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // Without its traits, one of which would bring all of Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // The system's libraries, and what Swift cannot see of them.
    .target(name: "CLinux"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    // The server: bytes to requests and back.
    .target(name: "Posix", dependencies: ["CLinux"]),
    .target(name: "TLS", dependencies: ["COpenSSL"]),
    .target(name: "HTTPServer", dependencies: ["Posix", "TLS", "CNghttp2", deque, logging, lifecycle]),

    // The client: requests to somewhere else.
    .target(name: "Outbound"),
    .target(name: "OutboundCurl", dependencies: ["Outbound", "CCurl"]),

    // The vocabulary and the rules: values only.
    .target(name: "KubeModel"),
    .target(name: "Documents", dependencies: ["KubeModel", "CYAML"]),
    .target(name: "Admission", dependencies: ["KubeModel"]),
    .target(name: "Backups", dependencies: ["KubeModel"]),
    .target(name: "Policy", dependencies: ["Backups", "KubeModel"]),
    .target(name: "ManifestFacts", dependencies: ["Policy", "Backups", "KubeModel", "Documents", logging, lifecycle]),

    // The sidecars of Cassandra's nodes, which do the work.
    .target(name: "Icarus", dependencies: ["Backups", "KubeModel", "Outbound"]),

    // The cluster: a client of its API server, what is watched there, and the facts in it.
    .target(name: "KubeClient", dependencies: ["KubeModel", "Outbound", "Documents", subprocess, system]),
    .target(name: "ControllerRuntime", dependencies: ["KubeModel", heap, logging, lifecycle]),
    .target(
      name: "ClusterFacts", dependencies: ["Policy", "Backups", "ControllerRuntime", "KubeModel", logging, lifecycle]),

    // The reconciler: what is due, what the sidecar is asked, what became of it.
    .target(
      name: "Reconcilers",
      dependencies: [
        "Icarus", "Policy", "ClusterFacts", "ControllerRuntime", "Backups", "KubeModel", logging, lifecycle,
      ]),
    // Certificates of our own: who signs, who is trusted, and what is served.
    .target(name: "Certificates", dependencies: ["TLS", "Admission", "KubeModel", logging, lifecycle]),
    // A world to try things in: an API server, and simulated sidecars.
    .target(name: "APIMachinery", dependencies: ["KubeModel"]),
    .target(
      name: "EmbeddedAPI",
      dependencies: ["APIMachinery", "HTTPServer", "Posix", "Outbound", "KubeModel", deque, logging, lifecycle]),
    .target(
      name: "Sandbox",
      dependencies: ["ControllerRuntime", "HTTPServer", "Posix", "KubeModel", "Outbound", logging, lifecycle]),

    // Where they meet.
    .target(
      name: "Webhook",
      dependencies: ["HTTPServer", "Posix", "Admission", "Policy", "Backups", "KubeModel", logging]),
    .executableTarget(
      name: "Command",
      dependencies: [
        "Webhook", "HTTPServer", "TLS", "Posix", "Policy", "Backups", "ManifestFacts", "Documents", "KubeModel",
        "ClusterFacts", "ControllerRuntime", "KubeClient", "OutboundCurl", "Outbound", "Icarus", "Reconcilers",
        "Sandbox", "EmbeddedAPI", "Admission", "Certificates", arguments, logging, lifecycle, signals,
      ],
      resources: ["cassandrabackups", "cassandrarestores", "webhooks", "secret"].map {
        .embedInCode("Sandbox/Objects/\($0).yaml")
      },
      linkerSettings: [
        // A megabyte of relocations becomes some kilobytes, which nobody has to read at the start (glibc from 2.36 on).
        .unsafeFlags(
          ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"], .when(configuration: .release))
      ]),
    .target(
      name: "TestSupport", dependencies: ["TLS", "Policy", "Backups", "Documents", "KubeModel", "Outbound", logging]),

    .testTarget(name: "PosixTests", dependencies: ["Posix", "TestSupport"]),
    .testTarget(name: "TLSTests", dependencies: ["TLS", "TestSupport", "COpenSSL"]),
    .testTarget(
      name: "HTTPServerTests",
      dependencies: ["HTTPServer", "CNghttp2", "Posix", "TLS", "TestSupport", logging, lifecycle],
      exclude: ["Scripts"]),
    .testTarget(name: "KubeModelTests", dependencies: ["KubeModel", "TestSupport"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "KubeModel", "TestSupport"]),
    .testTarget(name: "AdmissionTests", dependencies: ["Admission", "KubeModel", "TestSupport"]),
    .testTarget(name: "BackupsTests", dependencies: ["Backups", "KubeModel", "TestSupport"]),
    .testTarget(name: "PolicyTests", dependencies: ["Policy", "Backups", "KubeModel", "TestSupport", "Documents"]),
    .testTarget(
      name: "ManifestFactsTests",
      dependencies: ["ManifestFacts", "Policy", "Backups", "KubeModel", "Documents", "TestSupport", logging]),
    .testTarget(
      name: "CertificatesTests",
      dependencies: ["Certificates", "TLS", "Admission", "KubeModel", "KubeClient", "TestSupport", logging, lifecycle]),
    .testTarget(name: "OutboundTests", dependencies: ["Outbound", "TestSupport"]),
    .testTarget(
      name: "OutboundCurlTests", dependencies: ["OutboundCurl", "Outbound", "TLS", "TestSupport"], exclude: ["Scripts"]),
    .testTarget(name: "IcarusTests", dependencies: ["Icarus", "Backups", "KubeModel", "Outbound", "TestSupport"]),
    .testTarget(
      name: "KubeClientTests", dependencies: ["KubeClient", "KubeModel", "Outbound", "Documents", "TestSupport"]),
    .testTarget(
      name: "ControllerRuntimeTests",
      dependencies: ["ControllerRuntime", "KubeModel", "TestSupport", logging, lifecycle]),
    .testTarget(
      name: "ClusterFactsTests",
      dependencies: ["ClusterFacts", "ControllerRuntime", "Policy", "Backups", "KubeModel", "TestSupport", logging]),
    .testTarget(
      name: "SandboxTests",
      dependencies: ["Sandbox", "HTTPServer", "Posix", "KubeModel", "Outbound", "TestSupport", logging, lifecycle]),
    .testTarget(
      name: "APIMachineryTests", dependencies: ["APIMachinery", "Sandbox", "Documents", "KubeModel", "TestSupport"]),
    .testTarget(
      name: "EmbeddedAPITests",
      dependencies: [
        "EmbeddedAPI", "APIMachinery", "Sandbox", "HTTPServer", "Outbound", "KubeModel", "Documents", "Posix",
        "TestSupport", logging,
        lifecycle,
      ]),
    .testTarget(
      name: "ReconcilersTests",
      dependencies: [
        "Reconcilers", "Sandbox", "Icarus", "Policy", "ControllerRuntime", "ClusterFacts", "ManifestFacts", "Backups",
        "KubeModel", "Documents", "Outbound", "TestSupport", deque, logging,
      ]),
    .testTarget(
      name: "WebhookTests",
      dependencies: [
        "Webhook", "HTTPServer", "Posix", "Admission", "Policy", "Backups", "KubeModel", "TestSupport", logging,
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Command", "Webhook", "HTTPServer", "TLS", "Posix", "Policy", "Backups", "ManifestFacts", "Documents",
        "KubeModel",
        "ClusterFacts", "Sandbox", "Certificates", "TestSupport", arguments, logging, lifecycle,
      ]),
    .testTarget(
      name: "PolicyEquivalenceTests",
      dependencies: [
        "Command", "Webhook", "HTTPServer", "ManifestFacts", "Policy", "Backups", "Documents", "KubeModel",
        "TestSupport",
        logging,
      ]),
    .testTarget(
      name: "ArchitectureTests",
      dependencies: ["Command", "Backups", "ManifestFacts", "Documents", "Policy", "KubeModel", arguments]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TestSupport", "KubeModel"],
      exclude: ["Cases", "Conformance", "Inputs", "differences.txt", "kubectl-1.20.txt"]),
  ],
  swiftLanguageModes: [.v6]
)

/// Where ten thousand random histories spend their time. Optimised in a debug build too, which costs the compiler less.
let workedHard: Set<String> = ["KubeModel", "Backups", "Reconcilers", "Sandbox", "TestSupport"]

let facesC: Set<String> = ["Posix", "TLS", "HTTPServer", "Documents", "OutboundCurl"]

for target in package.targets where target.type != .system {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  // In the modules that face C nearly every line would be marked; docs/decisions says what guards them instead.
  if target.type != .test && !facesC.contains(target.name) {
    settings.append(.strictMemorySafety())
  }
  if workedHard.contains(target.name) {
    settings.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
  }
  target.swiftSettings = settings
}
