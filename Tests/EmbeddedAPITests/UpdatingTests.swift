// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Changing objects")
struct UpdatingTests {
  private let path = Widget.path + "/w"

  private func api(_ text: String = Widget.text("w", metadata: #""labels":{"a":"b"}"#)) async throws -> TestAPI {
    let api = try await TestAPI(definitions: [Widget.definition, Widget.plain])
    #expect(try await api.post(Widget.path, text).code == 201)
    return api
  }

  @Test("the generation counts changes of what is wanted, and of nothing else")
  func generation() async throws {
    let api = try await api()
    let steps: [(path: String, patch: String, generation: Int64)] = [
      (path, #"{"spec":{"size":2}}"#, 2), (path, #"{"metadata":{"labels":{"a":"c"}}}"#, 2),
      (path + "/status", #"{"status":{"state":"s"}}"#, 2), (path, #"{"spec":{"parts":["x"]}}"#, 3),
    ]
    for step in steps {
      #expect(try await api.merge(step.path, step.patch).at("metadata", "generation")?.integer == step.generation)
    }
  }

  @Test("the status has a door of its own, through which nothing else goes")
  func status() async throws {
    let api = try await api()
    let patch = #"{"metadata":{"labels":{"a":"z"}},"spec":{"size":9},"status":{"state":"done"}}"#
    let changed = try await api.merge(path + "/status", patch)
    #expect(changed.at("status", "state")?.string == "done")
    #expect(changed.at("spec", "size")?.integer == 1 && changed.at("metadata", "labels", "a")?.string == "b")
    let main = try await api.merge(path, #"{"status":{"state":"mine"}}"#)
    #expect(main.at("status", "state")?.string == "done")
    let gadgets = Widget.path.replacing("widgets", with: "gadgets")
    try await api.post(gadgets, Widget.text("g", kind: "Gadget"))
    #expect(try await api.merge(gadgets + "/g/status", #"{"status":{"state":"x"}}"#).code == 404)
    #expect(try await api.merge(gadgets + "/g", #"{"status":{"state":"x"}}"#).at("status", "state")?.string == "x")
  }

  @Test("what changes nothing makes no new version")
  func noChange() async throws {
    let api = try await api()
    let before = try await api.get(path)
    #expect(try await api.merge(path, #"{"spec":{"size":1},"metadata":{"uid":null}}"#).version == before.version)
    #expect(try await api.put(path, before.body.asText).body == before.body)
    #expect(try await api.get(path).body == before.body)
  }

  @Test("a change of an old version is a conflict, and one of another object of the name is refused")
  func conflict() async throws {
    let api = try await api()
    let old = try await api.get(path)
    try await api.merge(path, #"{"spec":{"size":2}}"#)
    for answer in [
      try await api.put(path, old.body.asText),
      try await api.merge(path, #"{"metadata":{"resourceVersion":"2"}}"#),
    ] {
      #expect(answer.code == 409 && answer.body["reason"]?.string == "Conflict")
      #expect(
        answer.message == "Operation cannot be fulfilled on widgets.test.cassette \"w\": the object has been modified; "
          + "please apply your changes to the latest version and try again")
    }
    let other = try await api.merge(path, #"{"metadata":{"uid":"other"}}"#)
    #expect(
      other.code == 422
        && other.message?.hasSuffix("metadata.uid: Invalid value: \"other\": field is immutable") == true)
  }

  @Test("what replaces a custom object must say which version; other objects need not")
  func versionless() async throws {
    let api = try await api()
    let answer = try await api.put(path, Widget.text("w"))
    #expect(answer.code == 422)
    #expect(
      answer.message?.contains("metadata.resourceVersion: Invalid value: 0x0: must be specified for an update") == true)
    let secret = #"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"a":"Yg=="}}"#
    let secrets = "/api/v1/namespaces/ns/secrets"
    try await api.post(secrets, secret)
    #expect(try await api.put(secrets + "/s", secret.replacing("Yg==", with: "Yw==")).code == 200)
    #expect(try await api.put(secrets + "/t", secret.replacing(#""s""#, with: #""t""#)).code == 404)
  }

  @Test(
    "a change that does not fit is refused",
    arguments: [
      (
        "application/json-patch+json", #"[{"op":"test","path":"/spec/size","value":5}]"#, 422,
        "the server rejected our request due to an error in our request"
      ),
      ("application/json-patch+json", #"{"spec":{}}"#, 400, "a JSON Patch must be an array of operations"),
      ("application/merge-patch+json", #"{"spec":{"size":"big"}}"#, 422, "spec.size in body must be of type integer"),
      (
        "application/merge-patch+json", #"{"metadata":{"name":"x"}}"#, 400,
        "the name of the object (x) does not match the name on the URL (w)"
      ),
      ("application/merge-patch+json", "{", 400, "the body of the request is not JSON"),
      (
        "application/strategic-merge-patch+json", "{}", 415,
        "accepted media types include: application/json-patch+json, application/merge-patch+json"
      ),
      ("application/apply-patch+yaml", "{}", 415, "the embedded API server has no server-side apply"),
    ])
  func refused(type: String, patch: String, code: Int, message: String) async throws {
    let answer = try await api().send(.patch, path, patch, type: type)
    #expect(answer.code == code && answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }

  @Test("a JSON Patch is applied, and what is read in another version is the same object")
  func jsonPatch() async throws {
    let api = try await api()
    let other = path.replacing("/v1/", with: "/v1alpha1/")
    let answer = try await api.jsonPatch(other, #"[{"op":"replace","path":"/spec/size","value":4}]"#)
    #expect(answer.body["apiVersion"]?.string == "test.cassette/v1alpha1")
    #expect(answer.warnings == ["299 - \"test.cassette/v1alpha1 Widget is deprecated\""])
    let stored = try await api.get(path)
    #expect(stored.at("spec", "size")?.integer == 4 && stored.body["apiVersion"]?.string == "test.cassette/v1")
    #expect(stored.warnings.isEmpty)
  }

  @Test("a strategic merge patch merges lists of built-in objects by what tells their elements apart")
  func strategic() async throws {
    let api = try await api()
    let pods = "/api/v1/namespaces/ns/pods"
    let pod = """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","finalizers":["a/b","c/d"]},
       "spec":{"containers":[{"name":"one","image":"i:1"},{"name":"two","image":"i:1"}]}}
      """
    try await api.post(pods, pod)
    let patch = """
      {"metadata":{"$deleteFromPrimitiveList/finalizers":["a/b"]},
       "spec":{"$setElementOrder/containers":[{"name":"one"}],
        "containers":[{"name":"one","image":"i:2"},{"name":"two","$patch":"delete"},{"name":"three","image":"i:3"}]}}
      """
    let answer = try await api.send(.patch, pods + "/p", patch, type: "application/strategic-merge-patch+json")
    let containers = answer.at("spec", "containers")
    #expect(containers == (try JSONValue(text: #"[{"name":"one","image":"i:2"},{"name":"three","image":"i:3"}]"#)))
    #expect(answer.at("metadata", "finalizers") == (try JSONValue(text: #"["c/d"]"#)))
    #expect(answer.at("status", "phase")?.string == "Pending")
    #expect(answer.body["spec"]?.members.map(\.name) == ["containers"])
  }

  @Test("a dry run of a change says what would be, and changes nothing")
  func dryRun() async throws {
    let api = try await api()
    let answer = try await api.merge(path + "?dryRun=All", #"{"spec":{"size":5}}"#)
    #expect(answer.at("spec", "size")?.integer == 5)
    #expect(try await api.get(path).at("spec", "size")?.integer == 1)
  }
}
