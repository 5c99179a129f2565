// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import KubeModel
import Testing

@Suite("Discovery")
struct DiscoveryTests {
  private func discovery() throws -> Discovery {
    let backups = try CustomResourceDefinition(Recorded.definition("cassandrabackups")).resources
    return try Discovery(BuiltInResources.all + [Recorded.widgets()] + backups)
  }

  @Test("a group and its versions are described as the API server does it")
  func group() throws {
    #expect(try discovery().answer(at: "/apis/example.com") == Recorded.json("discovery.json")["/apis/example.com"])
  }

  @Test(
    "resources are listed as the API server lists them",
    arguments: [
      "/api/v1", "/apis/example.com/v1", "/apis/coordination.k8s.io/v1", "/apis/apiextensions.k8s.io/v1",
      "/apis/admissionregistration.k8s.io/v1", "/apis/authorization.k8s.io/v1",
    ])
  func resources(_ path: String) throws {
    let answer = try #require(discovery().answer(at: path))
    let recorded = try #require(Recorded.json("discovery.json")[path])
    for member in ["kind", "apiVersion", "groupVersion"] { #expect(answer[member] == recorded[member]) }
    let resources = try #require(answer["resources"]).elements.map { $0 }
    #expect(!resources.isEmpty)
    for resource in resources {
      let twin = try #require(recorded["resources"]?.elements.first { $0["name"] == resource["name"] })
      let ignored: Set = ["verbs", "storageVersionHash"]
      #expect(resource.without(ignored) == twin.without(ignored))
      #expect(
        resource["verbs"]?.elements.compactMap(\.string).sorted()
          == twin["verbs"]?.elements.compactMap(\.string).sorted())
    }
  }

  @Test("all groups are listed once, with the stored version as the preferred one")
  func groups() throws {
    let answer = try #require(discovery().answer(at: "/apis"))
    let groups = try #require(answer["groups"]).elements.map { $0 }
    #expect(
      groups.map { $0["name"]?.string } == [
        "coordination.k8s.io", "apiextensions.k8s.io", "admissionregistration.k8s.io", "authorization.k8s.io",
        "example.com", "db.orange.com",
      ])
    let own = try #require(groups.last)
    #expect(own["versions"]?.elements.map { $0["version"]?.string } == ["v2", "v1alpha1"])
    #expect(own["preferredVersion"]?.text == #"{"groupVersion":"db.orange.com/v2","version":"v2"}"#)
  }

  @Test("the core group has one version")
  func core() throws {
    let answer = try #require(discovery().answer(at: "/api"))
    #expect(answer["kind"]?.string == "APIVersions")
    #expect(answer["versions"]?.text == #"["v1"]"#)
  }

  @Test(
    "other paths are not discovery's",
    arguments: [
      "", "/", "/api/v2", "/api/v1/pods", "/apis/", "/apis/foo", "/apis//v1", "/apis/example.com/v2", "/version",
    ])
  func others(_ path: String) throws {
    #expect(try discovery().answer(at: path) == nil)
  }
}
