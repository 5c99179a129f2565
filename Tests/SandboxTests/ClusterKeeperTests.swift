// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Logging
import TestSupport
import Testing

@testable import Sandbox

@Suite("The objects of a simulated cluster in an API server", .timeLimit(.minutes(1)))
struct ClusterKeeperTests {
  private static let pods = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")
  private static let secrets = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")
  private static let pod = ObjectKey(namespace: "cass", name: World.pods[1])

  private let server = ModelAPIServer()
  private let world = SidecarWorld([World().cluster], now: { World.start })
  private let clock = ManualClock()

  /// - Parameter body: begins when all pods are there; is given the lines that are told from then on.
  private func whileKept(_ body: (AsyncStream<String>) async throws -> Void) async throws {
    let (lines, line) = AsyncStream.makeStream(of: String.self)
    let keeper = ClusterKeeper(
      world, in: server, clock: clock, tell: { line.yield($0) }, ready: { line.yield("ready") },
      logger: Logger(label: "keeper") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await keeper.run() }
      for await line in lines where line == "ready" { break }
      try await body(lines)
      group.cancelAll()
    }
  }

  private func next(of lines: AsyncStream<String>) async -> String? { await lines.first { _ in true } }

  private func setFault(_ name: String) async throws {
    let patch = JSONValue { writer in
      writer.object { object in
        object.name("metadata")
        object.object { metadata in
          metadata.name("annotations")
          metadata.object { $0.member(PodOrders.fault, name) }
        }
      }
    }
    _ = try await server.patch(Self.pods, Self.pod, .merge(patch), subresource: nil)
  }

  @Test("an annotation of a pod takes effect as soon as the API server tells of it")
  func annotation() async throws {
    // The clock stands still, so nothing is looked at because time has passed.
    try await whileKept { lines in
      #expect(server.objects(Self.pods).compactMap(\.name).sorted() == World.pods)
      try await setFault("child-lost")
      #expect(await next(of: lines) == "\(World.pods[1]) has child-lost")
      #expect(world.withClusters { clusters, _ in clusters[0][World.pods[1]]?.faults } == .childLost)
    }
  }

  @Test("while nothing happens the API server is asked nothing")
  func rest() async throws {
    try await whileKept { lines in
      let lists = server.count(of: .list)
      for _ in 0..<20 { await clock.advanceToNextSleeper() }
      try await setFault("hang")
      #expect(await next(of: lines) == "\(World.pods[1]) has hang")
      #expect(server.count(of: .list) == lists)
    }
  }

  @Test("a deleted pod is made again at the next look")
  func deletion() async throws {
    try await whileKept { lines in
      let before = server.objects(Self.pods).first { $0.name == World.pods[1] }?.uid
      try server.delete(Self.pods, Self.pod)
      let time = Task { [clock] in
        while !Task.isCancelled { await clock.advanceToNextSleeper() }
      }
      defer { time.cancel() }
      let told = [await next(of: lines), await next(of: lines)].compactMap(\.self)
      #expect(told.map { $0.prefix { $0 != ";" } } == ["\(World.pods[1]) is gone", "\(World.pods[1]) is at 127.0.1.4"])
      let after = server.objects(Self.pods).first { $0.name == World.pods[1] }?.uid
      #expect(after != nil && after != before)
    }
  }

  @Test("sidecars see the keys of a Secret that comes later, and of no Secret that is not there")
  func secret() async throws {
    try await whileKept { _ in
      #expect(secrets == [:])
      let secret = #"{"metadata": {"name": "late", "namespace": "cass"}, "data": {"awsregion": "eA=="}}"#
      try server.put(Self.secrets, try JSONValue(parsing: Array(secret.utf8)))
      while secrets == [:] { await Task.yield() }
      #expect(secrets == ["late": ["awsregion"]])
    }
  }

  private var secrets: [String: Set<String>]? {
    world.withClusters { clusters, _ in clusters[0].storage.secrets["cass"] }
  }
}
