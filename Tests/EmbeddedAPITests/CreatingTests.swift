// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Creating objects")
struct CreatingTests {
  @Test("a new object gets what only the server knows, defaults, and loses what the schema does not know")
  func created() async throws {
    let api = try await TestAPI()
    let text = Widget.text(
      "w", metadata: #""uid":"mine","generation":7,"creationTimestamp":"2001-01-01T00:00:00Z","managedFields":[]"#,
      rest: #""status":{"state":"mine"},"unknown":1"#)
    let answer = try await api.post(Widget.path, text)
    #expect(answer.code == 201)
    #expect(answer.at("spec", "colour")?.string == "red")
    #expect(answer.body["unknown"] == nil && answer.body["status"] == nil)
    #expect(answer.at("metadata", "namespace")?.string == "ns")
    #expect(answer.at("metadata", "generation")?.integer == 1)
    #expect(answer.at("metadata", "uid")?.string?.count == 36)
    #expect(answer.at("metadata", "creationTimestamp")?.string == "2027-01-15T08:00:00Z")
    #expect(answer.at("metadata", "managedFields") == nil)
    #expect(try await api.get(Widget.path + "/w").body == answer.body)
  }

  @Test("a name is made of its beginning, and each is another")
  func generated() async throws {
    let api = try await TestAPI()
    let text = Widget.text("", metadata: #""generateName":"w-""#).replacing(#""name":"","#, with: "")
    let names = [try await api.post(Widget.path, text), try await api.post(Widget.path, text)]
      .compactMap { $0.at("metadata", "name")?.string }
    #expect(names.allSatisfy { $0.hasPrefix("w-") && $0.count == 7 } && Set(names).count == 2)
  }

  @Test("what is there already is in the way, in every version")
  func exists() async throws {
    let api = try await TestAPI()
    try await api.post(Widget.path, Widget.text("w"))
    let path = Widget.path.replacing("/v1/", with: "/v1alpha1/")
    let answer = try await api.post(path, Widget.text("w", version: "v1alpha1"))
    #expect(answer.code == 409 && answer.body["reason"]?.string == "AlreadyExists")
    #expect(answer.message == "widgets.test.cassette \"w\" already exists")
    #expect(answer.at("details", "kind")?.string == "widgets")
  }

  @Test(
    "what cannot be an object of its place is refused, and names why",
    arguments: [
      (#"[]"#, 400, "the body of the request must be a JSON object"),
      ("{", 400, "the body of the request is not JSON"),
      (Widget.text("w", version: "v2"), 400, "the API version in the data (test.cassette/v2) does not match"),
      (
        Widget.text("w", kind: "Wodget"), 422,
        "Wodget.test.cassette \"w\" is invalid: kind: Invalid value: \"Wodget\": must be Widget"
      ),
      (Widget.text("w", metadata: #""namespace":"other""#), 400, "the namespace of the provided object does not match"),
      (Widget.text("w", metadata: #""resourceVersion":"1""#), 500, "resourceVersion should not be set"),
      (Widget.text("W_W"), 422, "Widget.test.cassette \"W_W\" is invalid: metadata.name: Invalid value: \"W_W\""),
      (Widget.text(""), 422, "metadata.name: Required value: name or generateName is required"),
      (
        Widget.text("w", size: 0), 422,
        "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1"
      ),
    ])
  func refused(body: String, code: Int, message: String) async throws {
    let answer = try await TestAPI().post(Widget.path, body)
    #expect(answer.code == code)
    #expect(answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }

  @Test("nothing is made in a namespace that is not there")
  func noNamespace() async throws {
    let path = Widget.path.replacing("/ns/", with: "/nowhere/")
    let answer = try await TestAPI().post(path, Widget.text("w"))
    #expect(answer.code == 404 && answer.message == "namespaces \"nowhere\" not found")
  }

  @Test("a dry run says what would be, and changes nothing")
  func dryRun() async throws {
    let api = try await TestAPI()
    let before = await api.database.store.revision
    #expect(try await api.post(Widget.path + "?dryRun=All", Widget.text("w")).code == 201)
    #expect(await api.database.store.revision == before)
    let wrong = try await api.post(Widget.path + "?dryRun=Some", Widget.text("w"))
    #expect(wrong.code == 422 && wrong.message?.contains("supported values: \"All\"") == true)
  }

  @Test("a definition is served as soon as it is there, and says that it is")
  func definition() async throws {
    let api = try await TestAPI(definitions: [])
    #expect(try await api.get(Widget.path).code == 404)
    let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    let answer = try await api.post(path, Widget.definition)
    #expect(answer.code == 201)
    let conditions = answer.at("status", "conditions")?.elements.map {
      "\($0["type"]?.string ?? "") \($0["status"]?.string ?? "")"
    }
    #expect(conditions == ["NamesAccepted True", "Established True"])
    #expect(try await api.get(Widget.path).code == 200)
    #expect(try await api.get("/apis/test.cassette/v1").body["resources"]?.count == 2)
    let broken = Widget.plain.replacing(#""type":"integer","minimum""#, with: #""type":"int","minimum""#)
    #expect(try await api.post(path, broken).code == 422)
    #expect(try await api.delete(path + "/widgets.test.cassette").code == 200)
    #expect(try await api.get(Widget.path).code == 404)
  }

  @Test("texts of a Secret are kept as its data")
  func secret() async throws {
    let api = try await TestAPI()
    let path = "/api/v1/namespaces/ns/secrets"
    let answer = try await api.post(
      path, #"{"metadata":{"name":"s"},"data":{"a":"MQ=="},"stringData":{"a":"one","b":"two"}}"#)
    #expect(answer.body["data"] == (try JSONValue(text: #"{"a":"b25l","b":"dHdv"}"#)))
    #expect(answer.body["kind"]?.string == "Secret" && answer.body["type"]?.string == "Opaque")
    #expect(try await api.get(path).body["items"]?.elements.contains { $0["kind"] != nil } == false)
  }

  @Test("whoever asks may do everything")
  func accessReview() async throws {
    let review = #"{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"user":"u"}}"#
    let answer = try await TestAPI().post("/apis/authorization.k8s.io/v1/subjectaccessreviews", review)
    #expect(answer.code == 201 && answer.at("status", "allowed")?.bool == true)
  }
}
