// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Deleting objects")
struct DeletingTests {
  private let path = Widget.path + "/w"

  @Test("an object without finalizers is gone at once")
  func plain() async throws {
    let api = try await TestAPI()
    let uid = try await api.post(Widget.path, Widget.text("w")).at("metadata", "uid")?.string
    let answer = try await api.delete(path)
    #expect(answer.code == 200 && answer.body["status"]?.string == "Success")
    #expect(answer.at("details", "uid")?.string == uid && uid != nil)
    let gone = try await api.get(path)
    #expect(gone.code == 404 && gone.message == "widgets.test.cassette \"w\" not found")
    #expect(try await api.delete(path).code == 404)
  }

  @Test("one with finalizers is marked, may lose them but get no others, and is gone with the last")
  func finalizers() async throws {
    let api = try await TestAPI()
    try await api.post(Widget.path, Widget.text("w", metadata: #""finalizers":["a/b","c/d"]"#))
    let marked = try await api.delete(path)
    #expect(marked.at("metadata", "deletionTimestamp")?.string == "2027-01-15T08:00:00Z")
    #expect(marked.at("metadata", "deletionGracePeriodSeconds")?.integer == 0)
    #expect(marked.at("metadata", "generation")?.integer == 2)
    #expect(try await api.delete(path).version == marked.version, "it is marked already")
    let more = try await api.merge(path, #"{"metadata":{"finalizers":["a/b","x/y"]}}"#)
    #expect(more.code == 422 && more.message?.contains("found new finalizers []string{\"x/y\"}") == true)
    #expect(try await api.merge(path, #"{"metadata":{"deletionTimestamp":null,"finalizers":["c/d"]}}"#).code == 200)
    #expect(try await api.get(path).at("metadata", "deletionTimestamp") != nil)
    let watch = try await api.watch(Widget.path + "?watch=1")
    #expect(try await watch.line() == "ADDED w")
    let last = try await api.merge(path, #"{"metadata":{"finalizers":null}}"#)
    #expect(last.code == 200)
    #expect(try await watch.line() == "DELETED w")
    #expect(try await api.get(path).code == 404)
  }

  @Test(
    "a precondition that does not hold keeps the object",
    arguments: [
      #"{"preconditions":{"uid":"other"}}"#, #"{"preconditions":{"resourceVersion":"1"}}"#,
    ])
  func preconditions(options: String) async throws {
    let api = try await TestAPI()
    try await api.post(Widget.path, Widget.text("w"))
    let answer = try await api.delete(path, options)
    #expect(answer.code == 409 && answer.message?.contains("in the precondition") == true)
    #expect(try await api.get(path).code == 200)
    #expect(try await api.delete(path, #"{"propagationPolicy":"Background","dryRun":["All"]}"#).code == 200)
    #expect(try await api.get(path).code == 200)
  }

  @Test("a collection goes as far as it is selected")
  func collection() async throws {
    let api = try await TestAPI()
    for name in ["a", "b", "c"] {
      try await api.post(Widget.path, Widget.text(name, metadata: #""labels":{"x":"\#(name == "b" ? "keep" : "go")"}"#))
    }
    let answer = try await api.delete(Widget.path + "?labelSelector=x%3Dgo")
    #expect(answer.code == 200 && answer.body["items"]?.count == 2)
    #expect(try await api.get(Widget.path).body["items"]?.elements.compactMap { KubeObject($0).name } == ["b"])
    #expect(try await api.delete("/apis/test.cassette/v1/widgets").code == 405)
  }

  @Test("a namespace takes along what is in it, waits for finalizers, and takes nothing new meanwhile")
  func namespace() async throws {
    let api = try await TestAPI()
    try await api.post(Widget.path, Widget.text("w", metadata: #""finalizers":["a/b"]"#))
    try await api.post(Widget.path, Widget.text("v"))
    let answer = try await api.delete("/api/v1/namespaces/ns")
    #expect(answer.at("status", "phase")?.string == "Terminating")
    #expect(try await api.get(Widget.path + "/v").code == 404)
    #expect(try await api.get(path).at("metadata", "deletionTimestamp") != nil)
    let late = try await api.post(Widget.path, Widget.text("late"))
    #expect(late.code == 403)
    #expect(
      late.message
        == "widgets.test.cassette \"late\" is forbidden: unable to create new content in namespace ns because "
        + "it is being terminated")
    try await api.merge(path, #"{"metadata":{"finalizers":null}}"#)
    #expect(try await api.get("/api/v1/namespaces/ns").code == 404)
  }

  @Test("an empty namespace is gone at once, and so is a definition with its objects")
  func empty() async throws {
    let api = try await TestAPI()
    try await api.post(Widget.path, Widget.text("w"))
    #expect(
      try await api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.test.cassette").code == 200)
    #expect(await api.database.store.objects(ResourceType(group: "test.cassette", plural: "widgets")).isEmpty)
    #expect(try await api.delete("/api/v1/namespaces/ns").body["status"]?.string == "Success")
    #expect(try await api.get("/api/v1/namespaces/ns").code == 404)
  }
}
