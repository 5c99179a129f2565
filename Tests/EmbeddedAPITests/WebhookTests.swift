// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import TestSupport
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Calling webhooks")
struct WebhookTests {
  private let allow = TestWebhook { _ in #""allowed":true"# }

  private func api(_ hook: TestWebhook, _ configurations: String...) async throws -> TestAPI {
    let api = try await TestAPI { hook.answer($0) }
    for configuration in configurations { try await api.register(configuration) }
    return api
  }

  @Test("a review is sent as the API server sends it")
  func review() async throws {
    let api = try await api(allow, TestWebhook.configuration("v"))
    try await api.post(Widget.path + "?fieldManager=me", Widget.text("w"))
    try await api.merge(Widget.path + "/w", #"{"spec":{"size":2}}"#)
    try await api.delete(Widget.path + "/w")
    let request = try #require(allow.requests.first)
    #expect(request.url == "https://hook.system.svc:443/v?timeout=10s")
    #expect(request.method == .post && request.security?.authorities == Array("CA".utf8))
    #expect(request.timeouts.total == .seconds(10))
    #expect(allow.reviews.map { $0["operation"]?.string } == ["CREATE", "UPDATE", "DELETE"])
    let (create, update, delete) = (allow.reviews[0], allow.reviews[1], allow.reviews[2])
    #expect(
      create.members.map(\.name) == [
        "uid", "kind", "resource", "requestKind", "requestResource", "name", "namespace", "operation", "userInfo",
        "object",
        "oldObject", "dryRun", "options",
      ])
    #expect(create["kind"] == (try JSONValue(text: #"{"group":"test.cassette","version":"v1","kind":"Widget"}"#)))
    #expect(create["oldObject"]?.isNull == true && create["object"]?["metadata"]?["uid"]?.string?.count == 36)
    #expect(
      create["options"]
        == (try JSONValue(text: #"{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1","fieldManager":"me"}"#)))
    #expect(update["object"]?["spec"]?["size"]?.integer == 2 && update["oldObject"]?["spec"]?["size"]?.integer == 1)
    #expect(delete["object"]?.isNull == true && delete["oldObject"]?["spec"]?["size"]?.integer == 2)
    #expect(delete["name"]?.string == "w" && delete["options"]?["kind"]?.string == "DeleteOptions")
  }

  @Test(
    "a denial is told in the webhook's words and with its status",
    arguments: [
      (
        #""allowed":false,"status":{"code":422,"reason":"Invalid","message":"too big","details":{"causes":[]}}"#, 422,
        ": too big"
      ),
      (#""allowed":false,"status":{"reason":"Forbidden"}"#, 400, ": Forbidden"),
      (#""allowed":false"#, 400, " without explanation"),
    ])
  func denied(response: String, code: Int, words: String) async throws {
    let api = try await api(TestWebhook { _ in response }, TestWebhook.configuration("v"))
    let answer = try await api.post(Widget.path, Widget.text("w"))
    #expect(answer.code == code && answer.body["code"]?.integer == Int64(code))
    #expect(answer.message == "admission webhook \"v.test.cassette\" denied the request\(words)")
    #expect((answer.body["details"] != nil) == (code == 422))
    #expect(try await api.get(Widget.path + "/w").code == 404)
  }

  @Test("warnings reach the client, quoted for their header")
  func warnings() async throws {
    let hook = TestWebhook { _ in #""allowed":true,"warnings":["say \"hi\" \\ ","two"]"# }
    let api = try await api(hook, TestWebhook.configuration("v"))
    let answer = try await api.post(Widget.path, Widget.text("w"))
    #expect(answer.warnings == [#"299 - "say \"hi\" \\ ""#, #"299 - "two""#])
  }

  @Test("patches are applied one after the other before the schema looks, and pruned after")
  func patched() async throws {
    let hook = TestWebhook { request in
      let size = request["object"]?["spec"]?["size"]?.integer ?? 0
      return TestWebhook.patch(
        #"[{"op":"replace","path":"/spec/size","value":\#(size * 2)},{"op":"add","path":"/junk","value":1}]"#)
    }
    let (one, two) = (
      TestWebhook.configuration("a", isMutating: true), TestWebhook.configuration("b", isMutating: true)
    )
    let api = try await api(hook, two, one)
    let answer = try await api.post(Widget.path, Widget.text("w", size: 3))
    #expect(answer.at("spec", "size")?.integer == 12 && answer.body["junk"] == nil)
    #expect(hook.requests.map { $0.url.contains("/a?") } == [true, false], "by the names of their configurations")
    #expect(hook.reviews[0]["object"]?["metadata"]?["uid"] == nil, "it has none yet")
    #expect(try await api.post(Widget.path, Widget.text("w0", size: 0)).code == 422)
  }

  @Test("a webhook that wants to is asked again when another has changed the object after it, once")
  func reinvoked() async throws {
    let hook = TestWebhook { request in
      let size = request["object"]?["spec"]?["size"]?.integer ?? 0
      return TestWebhook.patch(#"[{"op":"replace","path":"/spec/size","value":\#(size + 1)}]"#)
    }
    let again = TestWebhook.configuration("a", isMutating: true, rest: #""reinvocationPolicy":"IfNeeded""#)
    let api = try await api(hook, again, TestWebhook.configuration("b", isMutating: true))
    #expect(try await api.post(Widget.path, Widget.text("w", size: 1)).at("spec", "size")?.integer == 4)
    #expect(hook.requests.map { String($0.url.dropFirst(28).prefix(1)) } == ["a", "b", "a"])
  }

  @Test("a webhook that fails fails the request, unless it may fail", arguments: [true, false])
  func failing(failsOpen: Bool) async throws {
    let api = try await TestAPI { _ in .failure(.unreachable("connection refused")) }
    try await api.register(
      TestWebhook.configuration("v", rest: failsOpen ? #""failurePolicy":"Ignore""# : #""failurePolicy":"Fail""#))
    let answer = try await api.post(Widget.path, Widget.text("w"))
    #expect(answer.code == (failsOpen ? 201 : 500))
    guard !failsOpen else { return }
    #expect(
      answer.message == "Internal error occurred: failed calling webhook \"v.test.cassette\": "
        + "Post \"https://hook.system.svc:443/v?timeout=10s\": connection refused")
  }

  @Test(
    "what is no answer to the review is a failure",
    arguments: [
      ("{", "the answer is not JSON"), ("{}", "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview"),
      (#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}"#, "got no response"),
      (
        #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"x","allowed":true}}"#,
        "got \"x\""
      ),
    ])
  func unreadable(body: String, words: String) async throws {
    let api = try await TestAPI { _ in .json(body) }
    try await api.register(TestWebhook.configuration("v"))
    let answer = try await api.post(Widget.path, Widget.text("w"))
    #expect(answer.code == 500 && answer.message?.contains(words) == true, "\(answer.message ?? "")")
  }

  @Test(
    "who is not concerned is not asked",
    arguments: [
      (TestWebhook.configuration("v", operations: #""UPDATE""#), 0),
      (TestWebhook.configuration("v", resources: #""gadgets""#), 0),
      (TestWebhook.configuration("v", resources: #""widgets/status""#), 0),
      (TestWebhook.configuration("v", resources: #""*/*""#), 1),
      (TestWebhook.configuration("v", rest: #""namespaceSelector":{"matchLabels":{"a":"b"}}"#), 0),
      (
        TestWebhook.configuration(
          "v", rest: #""namespaceSelector":{"matchExpressions":[{"key":"a","operator":"DoesNotExist"}]}"#), 1
      ),
      (
        TestWebhook.configuration(
          "v", rest: #""objectSelector":{"matchExpressions":[{"key":"l","operator":"In","values":["x"]}]}"#), 1
      ),
      (
        TestWebhook.configuration(
          "v", rest: #""objectSelector":{"matchExpressions":[{"key":"l","operator":"NotIn","values":["x"]}]}"#), 0
      ),
    ])
  func concerned(configuration: String, count: Int) async throws {
    let hook = TestWebhook { _ in #""allowed":true"# }
    let api = try await api(hook, configuration)
    try await api.post(Widget.path, Widget.text("w", metadata: #""labels":{"l":"x"}"#))
    #expect(hook.reviews.count == count)
  }

  @Test(
    "another version of the resource counts as the one that is asked for, and is sent as that",
    arguments: [true, false])
  func equivalent(isExact: Bool) async throws {
    let hook = TestWebhook { _ in TestWebhook.patch(#"[{"op":"replace","path":"/spec/size","value":7}]"#) }
    let policy = isExact ? #""matchPolicy":"Exact""# : #""matchPolicy":"Equivalent""#
    let api = try await api(hook, TestWebhook.configuration("m", isMutating: true, rest: policy))
    let path = Widget.path.replacing("/v1/", with: "/v1alpha1/")
    let answer = try await api.post(path, Widget.text("w", version: "v1alpha1"))
    #expect(answer.at("spec", "size")?.integer == (isExact ? 1 : 7))
    #expect(answer.body["apiVersion"]?.string == "test.cassette/v1alpha1")
    guard !isExact else { return #expect(hook.reviews.isEmpty) }
    let review = try #require(hook.reviews.first)
    #expect(review["object"]?["apiVersion"]?.string == "test.cassette/v1")
    #expect(review["kind"]?["version"]?.string == "v1" && review["requestKind"]?["version"]?.string == "v1alpha1")
  }

  @Test("changes of the status are shown to those who ask for them, and a dry run says that it is one")
  func status() async throws {
    let hook = TestWebhook { _ in #""allowed":true"# }
    let api = try await api(hook, TestWebhook.configuration("v", resources: #""widgets/status""#))
    try await api.post(Widget.path, Widget.text("w"))
    try await api.merge(Widget.path + "/w/status?dryRun=All", #"{"status":{"state":"x"}}"#)
    let review = try #require(hook.reviews.first)
    #expect(review["subResource"]?.string == "status" && review["dryRun"]?.bool == true)
    #expect(review["options"]?["dryRun"]?.count == 1)
  }

  @Test(
    "what is no webhook is not registered",
    arguments: [
      (#""timeoutSeconds":31"#, "must be between 1 and 30 seconds"),
      (
        #""namespaceSelector":{"matchExpressions":[{"key":"a","operator":"Gt"}]}"#,
        "is not a valid pod selector operator"
      ),
      (#""clientConfig":{}"#, "exactly one of url or service is required"),
      (#""clientConfig":{"url":"http://localhost/"}"#, "'https' is the only allowed URL scheme"),
      (#""sideEffects":"Some""#, #"Unsupported value: "Some": supported values: "None", "NoneOnDryRun""#),
      (#""admissionReviewVersions":["v7"]"#, "must include at least one of v1, v1beta1"),
    ])
  func unregistered(rest: String, message: String) async throws {
    let answer = try await TestAPI().post(
      "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
      TestWebhook.configuration("v", rest: rest))
    #expect(answer.code == 422 && answer.message?.contains(message) == true, "\(answer.message ?? "")")
  }
}
