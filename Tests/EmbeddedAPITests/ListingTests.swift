// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Reading lists")
struct ListingTests {
  private func api() async throws -> TestAPI {
    let api = try await TestAPI()
    for name in ["e", "b", "d", "a", "c"] {
      try await api.post(Widget.path, Widget.text(name, metadata: #""labels":{"v":"\#(name < "c" ? "x" : "y")"}"#))
    }
    return api
  }

  private func names(_ answer: TestAPI.Answer) -> [String] {
    answer.body["items"]?.elements.compactMap { KubeObject($0).name } ?? []
  }

  @Test("a list has the kind, the version and the objects in order")
  func list() async throws {
    let api = try await api()
    let answer = try await api.get(Widget.path)
    #expect(answer.body["kind"]?.string == "WidgetList" && answer.body["apiVersion"]?.string == "test.cassette/v1")
    #expect(names(answer) == ["a", "b", "c", "d", "e"])
    #expect(answer.version == String(await api.database.store.revision))
    #expect(names(try await api.get("/apis/test.cassette/v1/widgets")) == ["a", "b", "c", "d", "e"])
    #expect(names(try await api.get(Widget.path.replacing("/ns/", with: "/other/"))) == [])
  }

  @Test("labels and fields select")
  func selectors() async throws {
    let api = try await api()
    #expect(names(try await api.get(Widget.path + "?labelSelector=v%3Dx")) == ["a", "b"])
    #expect(names(try await api.get(Widget.path + "?fieldSelector=metadata.name%3Dd")) == ["d"])
    #expect(names(try await api.get(Widget.path + "?labelSelector=v+in+(x)&fieldSelector=metadata.name!%3Da")) == ["b"])
    #expect(try await api.get(Widget.path + "?fieldSelector=spec.size%3D1").code == 400)
  }

  @Test("pages are of one version, whatever changes between them")
  func pages() async throws {
    let api = try await api()
    let first = try await api.get(Widget.path + "?limit=2")
    #expect(names(first) == ["a", "b"] && first.at("metadata", "remainingItemCount")?.integer == 3)
    try await api.delete(Widget.path + "/d")
    try await api.post(Widget.path, Widget.text("bb"))
    let token = try #require(first.at("metadata", "continue")?.string).replacing("=", with: "%3D")
    let second = try await api.get(Widget.path + "?limit=2&continue=\(token)")
    #expect(names(second) == ["c", "d"] && second.version == first.version)
    let next = try #require(second.at("metadata", "continue")?.string).replacing("=", with: "%3D")
    let third = try await api.get(Widget.path + "?limit=2&continue=\(next)")
    #expect(names(third) == ["e"] && third.at("metadata", "continue")?.string == "")
    #expect(
      names(try await api.get(Widget.path + "?resourceVersionMatch=Exact&resourceVersion=\(first.version ?? "")"))
        .contains("d"))
  }

  @Test(
    "what cannot be told any more, or yet, is refused",
    arguments: [
      ("continue=rubbish", 400, "continue key is not valid"), ("continue=MC8v", 410, "too old"),
      ("resourceVersion=999999", 504, "Too large resource version: 999999"),
      ("resourceVersionMatch=Exact&resourceVersion=1", 410, "too old"),
      ("limit=-1", 400, "strconv.ParseInt: parsing \"-1\": invalid syntax"),
      ("sortBy=name", 400, "does not know the parameter sortBy"),
    ])
  func refused(query: String, code: Int, message: String) async throws {
    let api = try await api()
    // So that the first versions are forgotten.
    _ = try await api.database.write { store throws(APIFailure) in store.forget(count: 2) }
    let answer = try await api.get(Widget.path + "?" + query)
    #expect(answer.code == code && answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }

  @Test("who asks for a table gets one, of a list and of an object")
  func tables() async throws {
    let api = try await api()
    let accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    let list = try await api.send(.get, Widget.path + "?limit=2", accept: accept)
    #expect(list.body["kind"]?.string == "Table" && list.body["rows"]?.count == 2)
    #expect(list.at("metadata", "continue") != nil)
    #expect(list.body["columnDefinitions"]?.elements.compactMap { $0["name"]?.string } == ["Name", "Size"])
    let one = try await api.send(.get, Widget.path + "/a", accept: accept)
    #expect(one.body["rows"]?.count == 1)
    let partial = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"
    let metadata = try await api.send(.get, Widget.path, accept: partial)
    #expect(metadata.body["kind"]?.string == "PartialObjectMetadataList" && names(metadata).count == 5)
    #expect(metadata.body["items"]?.elements.contains { $0["spec"] != nil } == false)
    #expect(try await api.send(.get, Widget.path, accept: "application/yaml").code == 406)
    #expect(try await api.send(.get, Widget.path, accept: "application/vnd.kubernetes.protobuf, */*").code == 200)
  }
}
