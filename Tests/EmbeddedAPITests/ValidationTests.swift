// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import TestSupport
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("What objects may hold", .timeLimit(.minutes(1)))
struct ValidationTests {
  @Test(
    "metadata that the API server would refuse is refused, at its place",
    arguments: [
      (#""labels":{"a b":"c"}"#, 422, #"metadata.labels: Invalid value: "a b": name part must consist of"#),
      (#""labels":{"a":"-"}"#, 422, #"metadata.labels: Invalid value: "-": a valid label must be"#),
      (#""labels":{"a/b/c":"d"}"#, 422, "a qualified name must consist of"),
      (#""labels":{"/b":"d"}"#, 422, "prefix part must be non-empty"),
      (#""labels":{"a":1}"#, 400, "metadata.labels.a: Invalid value"),
      (#""annotations":{"-":"x"}"#, 422, #"metadata.annotations: Invalid value: "-""#),
      (#""finalizers":["a b/c"]"#, 422, #"metadata.finalizers: Invalid value: "a b/c": prefix part a lowercase"#),
      (#""generateName":"Upper-""#, 422, "metadata.generateName: Invalid value"),
      (#""ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":""}]"#, 422, "uid must not be empty"),
    ])
  func metadata(text: String, code: Int, message: String) async throws {
    let answer = try await TestAPI().post(Widget.path, Widget.text("w", metadata: text))
    #expect(answer.code == code && answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }

  @Test("annotations are bounded all together")
  func annotations() async throws {
    func post(_ bytes: Int) async throws -> TestAPI.Answer {
      let text = #""annotations":{"a":"\#(String(repeating: "x", count: bytes))"}"#
      return try await TestAPI().post(Widget.path, Widget.text("w", metadata: text))
    }
    #expect(try await post((256 << 10) - 1).code == 201)
    let answer = try await post(256 << 10)
    #expect(answer.code == 422 && answer.message?.contains("Too long: must have at most 262144 bytes") == true)
  }

  @Test("metadata that says nothing is not kept")
  func nothing() async throws {
    let answer = try await TestAPI().post(
      Widget.path, Widget.text("w", metadata: #""labels":{},"annotations":null,"finalizers":[]"#))
    #expect(answer.code == 201)
    for name in ["labels", "annotations", "finalizers"] { #expect(answer.body.at("metadata", name) == nil) }
  }

  @Test(
    "a built-in object that cannot be one is refused",
    arguments: [
      ("secrets", #""data":{"a":"MQ"}"#, 400, "must be of type byte"),
      ("secrets", #""stringData":{"a":1}"#, 400, "stringData.a must be a text"),
      ("secrets", #""stringData":{"a b":"c"}"#, 422, "data[a b]: Invalid value"),
      ("secrets", #""stringData":{"..":"c"}"#, 422, "must not be '..'"),
      ("configmaps", #""data":{"..a":"c"}"#, 422, "must not start with '..'"),
      ("leases", #""spec":{"leaseDurationSeconds":0}"#, 422, "must be greater than 0"),
      ("leases", #""spec":{"renewTime":"now"}"#, 400, "must be of type date-time"),
      ("events", #""involvedObject":{"namespace":"default"}"#, 422, "does not match event.namespace"),
      ("events", #""count":"1""#, 400, "must be of type integer"),
      ("pods", #""spec":{}"#, 422, "spec.containers: Required value"),
    ])
  func builtIn(plural: String, rest: String, code: Int, message: String) async throws {
    let group = plural == "leases" ? "apis/coordination.k8s.io" : "api"
    let answer = try await TestAPI().post(
      "/\(group)/v1/namespaces/ns/\(plural)", #"{"metadata":{"name":"x"},\#(rest)}"#)
    #expect(answer.code == code && answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }

  @Test("a Secret's type stays, and all of one that says so")
  func immutable() async throws {
    let api = try await TestAPI()
    let path = "/api/v1/namespaces/ns/secrets"
    #expect(try await api.post(path, #"{"metadata":{"name":"s"},"immutable":true,"data":{"a":"MQ=="}}"#).code == 201)
    let retyped = try await api.put(path + "/s", #"{"metadata":{"name":"s"},"type":"other","immutable":true}"#)
    #expect(retyped.code == 422 && retyped.message?.contains("type: Invalid value: \"other\"") == true)
    let changed = try await api.put(path + "/s", #"{"metadata":{"name":"s"},"immutable":true,"data":{"a":"Mg=="}}"#)
    #expect(changed.message?.contains("data: Forbidden: field is immutable when `immutable` is set") == true)
  }

  @Test(
    "options that the API server would refuse are refused",
    arguments: [
      ("?dryRun=", #"dryRun: Unsupported value: []string{""}"#),
      ("?fieldManager=" + String(repeating: "m", count: 129), "fieldManager: Too long: must have at most 128 bytes"),
    ])
  func options(query: String, message: String) async throws {
    let answer = try await TestAPI().post(Widget.path + query, Widget.text("w"))
    #expect(answer.code == 422 && answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }

  @Test(
    "what nobody may change stays, and who says otherwise is told",
    arguments: ["uid", "creationTimestamp", "deletionTimestamp"])
  func unchangeable(name: String) async throws {
    let api = try await TestAPI()
    #expect(try await api.post(Widget.path, Widget.text("w")).code == 201)
    let answer = try await api.merge(
      Widget.path + "/w", #"{"metadata":{"\#(name)":"2020-01-01T00:00:00Z"}}"#)
    #expect(answer.code == 422 && answer.message?.contains("metadata.\(name): Invalid value") == true)
  }

  @Test("a time that says the same in other words is the same")
  func sameTime() async throws {
    let api = try await TestAPI()
    let made = try await api.post(Widget.path, Widget.text("w"))
    let time = try #require(made.body.at("metadata", "creationTimestamp")?.string).replacing("Z", with: "+00:00")
    #expect(try await api.merge(Widget.path + "/w", #"{"metadata":{"creationTimestamp":"\#(time)"}}"#).code == 200)
  }

  @Test("protobuf is not taken for kinds that nobody has to send so")
  func protobuf() async throws {
    let answer = try await TestAPI().send(
      .post, "/api/v1/namespaces/ns/pods", "k8s\0", type: ProtobufReader.contentType)
    #expect(answer.code == 415)
  }
}
