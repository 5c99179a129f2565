// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("Sidecars that are asked")
struct SidecarScenarioTests {
  private func address(_ scenario: Scenario, _ pod: String) -> String {
    scenario.cluster { cluster, _ in "http://\(cluster[pod]?.address ?? ""):4567/operations" }
  }

  @Test("a sidecar that hangs blocks nobody else, and every request has its end")
  func hanging() {
    let scenario = Scenario([Scenario.key("demo"), Scenario.key("calm")])
    scenario.fault(.hang)
    scenario.fault(.hang, Scenario.other)
    scenario.apply(Scenario.backup())
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup(second, #"{"cassandraCluster":"calm"}"#))
    scenario.run(for: .seconds(30))
    #expect(scenario.status(.backup, second).state == .completed)
    #expect(scenario.backup.condition(.ready)?.reason == "SidecarSilent")
    #expect(scenario.requests.allSatisfy { $0.timeouts.total ?? .seconds(60) <= .seconds(10) })
  }

  @Test("a cluster of any namespace is reached, by the addresses of its pods")
  func otherNamespace() {
    let cluster = ObjectKey(namespace: "far-away", name: "demo")
    let backup = ObjectKey(namespace: "far-away", name: "nightly")
    let scenario = Scenario([cluster])
    scenario.apply(Scenario.backup(backup))
    scenario.run(for: .seconds(30))
    #expect(scenario.status(.backup, backup).state == .completed)
    #expect(scenario.posts.map(\.url) == [address(scenario, Scenario.coordinator)])
  }

  @Test("the first pod by name coordinates, each time")
  func coordinator() {
    let scenario = Scenario([Scenario.key("demo")], [SimulatedDatacenter("dc1", nodes: 3)])
    for name in ["one", "two", "three"] {
      scenario.apply(Scenario.backup(Scenario.key(name)))
      scenario.run(for: .seconds(60))
    }
    #expect(Set(scenario.posts.map(\.url)) == [address(scenario, Scenario.coordinator)])
    #expect(scenario.posts.count == 3)
  }

  @Test("a pod that is not ready does not coordinate")
  func unready() {
    let scenario = Scenario()
    scenario.setReady(false)
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(60))
    #expect(scenario.posts.map(\.url) == [address(scenario, Scenario.other)])
    #expect(scenario.backup.state == .completed && scenario.backup.coordinator == Scenario.other)
  }

  @Test("one that cannot be reached is passed over, and nothing else is sent twice")
  func unreachable() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup())
    // The sidecar goes away between the look at its list and the question.
    scenario.rewrite = { request, _ in
      if request.method == .get, request.url == address(scenario, Scenario.other) { scenario.fault(.down) }
      return nil
    }
    scenario.run { scenario.posts.count == 2 }
    #expect(scenario.posts.map(\.url) == [address(scenario, Scenario.coordinator), address(scenario, Scenario.other)])
    #expect(scenario.operations.count == 1)
  }

  @Test("a backup begins without a sidecar that is silent for a minute, and a restore does not")
  func silentForLong() {
    let scenario = Scenario.afterBackup()
    scenario.fault(.down)
    scenario.apply(Scenario.backup(Scenario.key("second")))
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(55))
    #expect(scenario.posts.count == 1)
    scenario.run(for: .seconds(3_600))
    #expect(scenario.posts.map(\.url).dropFirst() == [address(scenario, Scenario.other)])
    #expect(scenario.status(.backup, Scenario.key("second")).coordinator == Scenario.other)
    #expect(scenario.restore.condition(.ready)?.reason == "SidecarSilent")
  }

  @Test("a sidecar that has answered meanwhile has to be silent for a minute again")
  func silentAgain() {
    let scenario = Scenario.afterBackup()
    scenario.fault(.down)
    scenario.apply(Scenario.backup(Scenario.key("second")))
    scenario.run(for: .seconds(50))
    // It works on something that nobody here knows of.
    scenario.fault([])
    scenario.rewrite = { _, response in
      let text = String(decoding: response.body, as: UTF8.self).replacing("COMPLETED", with: "RUNNING")
      return OutboundResponse(head: response.head, body: Array(text.utf8))
    }
    scenario.run(for: .seconds(20))
    scenario.rewrite = nil
    scenario.fault(.down)
    scenario.run(for: .seconds(50))
    #expect(scenario.posts.count == 1)
    scenario.run(for: .seconds(30))
    #expect(scenario.posts.count == 2)
  }

  @Test("a backup that is made again under its name waits a minute of its own")
  func silentForAnother() {
    let scenario = Scenario()
    scenario.fault(.down)
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(50))
    scenario.delete(.backup, Scenario.nightly)
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(50))
    #expect(scenario.posts.isEmpty)
    scenario.run(for: .seconds(30))
    #expect(scenario.posts.count == 1)
  }

  @Test("labels of the cluster do not hide its pods")
  func labels() {
    let scenario = Scenario()
    scenario.addCluster(patch: #"{"metadata":{"labels":{"team":"data"}}}"#)
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(30))
    #expect(scenario.backup.state == .completed)
  }

  @Test("a pod that is about to go, or has no address, does not coordinate")
  func pods() throws {
    let pod = try #require(Scenario().cluster { cluster, _ in cluster.pods(namespace: "shop").first })
    #expect(SidecarPod(KubeObject(pod))?.isReady == true)
    let going = pod.merged(with: json(#"{"metadata":{"deletionTimestamp":"2026-11-22T12:00:00Z"}}"#))
    #expect(SidecarPod(KubeObject(going))?.isReady == false)
    let unjudged = pod.merged(with: json(#"{"status":{"conditions":null}}"#))
    #expect(SidecarPod(KubeObject(unjudged))?.isReady == false)
    let pending = SidecarPod(KubeObject(pod.merged(with: json(#"{"status":{"podIP":null}}"#))))
    #expect(pending?.endpoint == nil)
    #expect(SidecarPod(KubeObject(pod.merged(with: json(#"{"metadata":{"uid":null}}"#)))) == nil)
  }

  // MARK: What they are sent

  @Test(
    "a backup works with every version, and each is sent what it takes",
    arguments: [
      Sandbox.SidecarVersion.v106, .v113, .v204, .v300,
    ])
  func versions(version: Sandbox.SidecarVersion) throws {
    let scenario = Scenario([Scenario.key("demo")], version: version)
    scenario.apply(
      Scenario.backup(Scenario.nightly, #"{"duration":"90s","bandwidth":"10M","concurrentConnections":4}"#))
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.state == .completed)
    let body = try #require(scenario.posts.first).body
    let isNew = version == .v204 || version == .v300
    #expect(body["dataDirs"] == (isNew ? json(#"["/var/lib/cassandra/data"]"#) : nil))
    #expect(body["duration"] == (isNew ? json(#"{"value":90,"unit":"SECONDS"}"#) : nil))
    #expect(body["k8sSecretName"]?.string == (version == .v300 ? nil : "keys"))
    #expect(body["bandwidth"] == json(#"{"value":10,"unit":"MBPS"}"#))
    #expect(body["timeout"]?.integer == 168)
  }

  @Test("a restore works with the versions from 1.1.3 on", arguments: [Sandbox.SidecarVersion.v113, .v204, .v300])
  func restores(version: Sandbox.SidecarVersion) {
    let scenario = Scenario([Scenario.key("demo")], version: version)
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(60))
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.state == .completed)
    #expect(scenario.cluster { cluster, _ in cluster.nodes.allSatisfy(\.emptyTables.isEmpty) })
  }

  @Test("without a Secret the identity of the pods is used")
  func identity() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"secret":null}"#))
    scenario.run(for: .seconds(30))
    #expect(scenario.posts.map { $0["k8sSecretName"] } == [""])
    #expect(scenario.backup.state == .completed)
  }

  @Test("entities are sent as they are meant, whatever stands between them")
  func entities() {
    let scenario = Scenario()
    scenario.apply(Scenario.backup(Scenario.nightly, #"{"entities":" ks1.t1 ,  ks2.t1"}"#))
    scenario.run(for: .seconds(30))
    #expect(scenario.posts.map { $0["entities"] } == ["ks1.t1,ks2.t1"])
    #expect(scenario.backup.state == .completed)
  }
}
