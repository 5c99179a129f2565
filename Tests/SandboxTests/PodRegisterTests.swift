// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Sandbox

/// An API server's pods, as a list that does what it is told.
private struct PodList {
  var world = World()
  var register = PodRegister()
  var pods: [String: JSONValue] = [:]
  var lines: [String] = []
  var writes = 0
  private var lastUID = 0

  /// One look, and all that follows from it.
  mutating func look() {
    let seen = pods.values.map(KubeObject.init)
    lines = []
    writes = 0
    for action in register.actions(seeing: seen, &world.cluster, now: world.now) {
      switch action {
      case .create(let pod): create(pod)
      case .report(let pod, let uid, let status):
        writes += 1
        set("status", of: pod, to: status)
        register.reported(pod, uid: uid, status)
      case .tell(let line): lines.append(line)
      }
    }
  }

  /// As the API server does: with a UID of its own, and without a status.
  mutating func create(_ pod: JSONValue) {
    guard let name = KubeObject(pod).name else { return }
    lastUID += 1
    pods[name] = JSONValue { writer in
      writer.object { object in
        object.name("metadata")
        object.object { metadata in
          metadata.member("name", name)
          metadata.member("uid", "uid-\(lastUID)")
        }
      }
    }
  }

  mutating func annotate(_ name: String, _ annotation: String, _ value: String) {
    changeMetadata(of: name) { metadata in
      metadata.name("annotations")
      metadata.object { $0.member(annotation, value) }
    }
  }

  mutating func markDeleted(_ name: String) {
    changeMetadata(of: name) { $0.member("deletionTimestamp", "2024-05-01T02:00:00Z") }
  }

  private mutating func changeMetadata(of name: String, _ more: (inout JSONWriter) -> Void) {
    guard let pod = pods[name] else { return }
    let metadata = JSONValue { writer in
      writer.object { object in
        object.member("name", name)
        object.member("uid", KubeObject(pod).uid ?? "")
        more(&object)
      }
    }
    set("metadata", of: name, to: metadata)
  }

  private mutating func set(_ member: String, of name: String, to value: JSONValue) {
    guard let pod = pods[name] else { return }
    pods[name] = JSONValue { writer in
      writer.object { object in
        for old in pod.members where old.name != member { object.member(old.name, old.value) }
        object.member(member, value)
      }
    }
  }

  func sidecar(_ name: String) -> JSONValue? {
    pods[name]?["status"]?["containerStatuses"]?.elements.first { $0["name"]?.string == "backrest-sidecar" }
  }

  func address(_ name: String) -> String? { pods[name]?["status"]?["podIP"]?.string }
}

@Suite("The pods of a simulated cluster in an API server")
struct PodRegisterTests {
  private static let pod = World.pods[0]

  private static func settled() -> PodList {
    var list = PodList()
    for _ in 0..<3 { list.look() }
    return list
  }

  @Test("pods are made, then told about, then left alone")
  func settling() {
    var list = PodList()
    list.look()
    #expect(Set(list.pods.keys) == Set(World.pods))
    #expect(!list.register.isInStep)
    list.look()
    #expect(list.address(Self.pod) == "127.0.1.1")
    #expect(list.lines.sorted() == (0..<3).map { "\(World.pods[$0]) is at 127.0.1.\($0 + 1)" })
    list.look()
    #expect(list.register.isInStep)
    #expect(list.lines == [])
    #expect(list.writes == 0)
  }

  @Test("a status that was not written is written at the next look")
  func lostWrite() {
    var list = PodList()
    list.look()
    let seen = list.pods.values.map(KubeObject.init)
    _ = list.register.actions(seeing: seen, &list.world.cluster, now: list.world.now)
    list.look()
    #expect(list.writes == 3)
  }

  @Test("faults come and go by annotation, and a name that is none changes nothing")
  func faults() {
    var list = Self.settled()
    list.annotate(Self.pod, PodOrders.fault, "down, forgets-ids")
    list.look()
    #expect(list.world.cluster[Self.pod]?.faults == [.down, .forgetsIDs])
    #expect(list.lines == ["\(Self.pod) has down, forgets-ids"])
    list.look()
    #expect(list.lines == [])
    list.annotate(Self.pod, PodOrders.fault, "dwon")
    list.look()
    #expect(list.world.cluster[Self.pod]?.faults == [])
    #expect(
      list.lines.first?.hasPrefix("\(Self.pod): sandbox.cassette/fault names \"dwon\"; there are down, hang,") == true)
    #expect(list.lines.last == "\(Self.pod) has no fault")
  }

  @Test("every fault has a name")
  func names() {
    #expect(SidecarFaults.names.map(\.fault) == SidecarFaults.each)
  }

  @Test("a new value restarts the sidecar once, and the pod stays")
  func restart() {
    var list = Self.settled()
    for (value, count) in [("1", 1), ("1", 1), ("again", 2)] as [(String, Int64)] {
      list.annotate(Self.pod, PodOrders.restart, value)
      list.look()
      list.look()
      #expect(list.sidecar(Self.pod)?["restartCount"]?.integer == count)
    }
    #expect(list.address(Self.pod) == "127.0.1.1")
  }

  @Test("a pod is not ready while it is told so")
  func readiness() {
    var list = Self.settled()
    for (value, ready) in [("false", false), ("true", true)] {
      list.annotate(Self.pod, PodOrders.ready, value)
      list.look()
      #expect(list.sidecar(Self.pod)?["ready"]?.bool == ready)
      #expect(list.world.cluster[Self.pod]?.isReady == ready)
    }
  }

  @Test("a pod that is gone comes again elsewhere, without faults")
  func deletion() {
    var list = Self.settled()
    list.annotate(Self.pod, PodOrders.fault, "hang")
    list.look()
    let before = list.pods.removeValue(forKey: Self.pod)
    list.look()
    #expect(list.lines == ["\(Self.pod) is gone; another takes its place at 127.0.1.4"])
    list.look()
    #expect(list.pods[Self.pod].map(KubeObject.init)?.uid != before.map(KubeObject.init)?.uid)
    #expect(list.address(Self.pod) == "127.0.1.4")
    #expect(list.world.cluster[Self.pod]?.faults == [])
  }

  @Test("a pod that is about to go stays what it was until it is gone")
  func going() {
    var list = Self.settled()
    list.markDeleted(Self.pod)
    list.world.cluster.setReady(false, Self.pod, now: list.world.now)
    list.look()
    #expect(list.writes == 0)
    #expect(list.lines == [])
    #expect(list.pods.count == 3)
  }

  @Test("a pod that somebody replaced between two looks is another one as well")
  func replacement() {
    var list = Self.settled()
    guard let pod = list.pods[Self.pod] else { return }
    list.create(pod)
    list.look()
    #expect(list.address(Self.pod) == "127.0.1.4")
  }

  @Test("a pod of an earlier simulation is kept, and its sidecar was restarted since")
  func adoption() {
    var list = Self.settled()
    list.annotate(Self.pod, PodOrders.restart, "1")
    list.look()
    list.look()
    list.register = PodRegister()
    list.world = World()
    let uid = list.pods[Self.pod].map(KubeObject.init)?.uid
    list.look()
    list.look()
    #expect(list.pods[Self.pod].map(KubeObject.init)?.uid == uid)
    #expect(list.sidecar(Self.pod)?["restartCount"]?.integer == 2)
  }
}
