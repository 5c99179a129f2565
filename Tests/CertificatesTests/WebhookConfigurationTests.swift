// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Certificates

@Suite("By which authorities our webhooks are judged")
struct WebhookConfigurationTests {
  private static let other = ObjectKey(namespace: "ns", name: "other")

  private func configuration(_ webhooks: [(service: ObjectKey, bundle: [UInt8])]) -> WebhookConfiguration {
    WebhookConfiguration(Situation.object(webhooks), .validating, service: Situation.service)
  }

  @Test("only our webhooks count, and all of them")
  func ours() {
    let mixed = configuration([(Self.other, [9]), (Situation.service, [1]), (Situation.service, [2])])
    #expect(mixed.isOurs)
    #expect(!mixed.has([1]))
    #expect(Set(mixed.published) == [[1], [2]])
    #expect(configuration([(Self.other, [9]), (Situation.service, [1])]).has([1]))
    #expect(!configuration([(Self.other, [1])]).isOurs)
  }

  @Test("a patch is guarded by the version and leaves other webhooks alone")
  func patch() {
    let configuration = configuration([(Situation.service, [1]), (Self.other, [9]), (Situation.service, [2])])
    guard case .json(let patch) = configuration.patch(to: Array("bundle".utf8)) else {
      Issue.record("no JSON Patch")
      return
    }
    #expect(
      String(decoding: patch.rawBytes, as: UTF8.self) == """
        [{"op":"test","path":"/metadata/resourceVersion","value":"7"},\
        {"op":"add","path":"/webhooks/0/clientConfig/caBundle","value":"YnVuZGxl"},\
        {"op":"add","path":"/webhooks/2/clientConfig/caBundle","value":"YnVuZGxl"}]
        """)
  }

  @Test(
    "what is no configuration has none of our webhooks", arguments: ["{}", #"{"webhooks": 1}"#, #"{"webhooks": [1]}"#])
  func strange(text: String) throws {
    let object = KubeObject(try JSONValue(parsing: Array(text.utf8)))
    #expect(!WebhookConfiguration(object, .mutating, service: Situation.service).isOurs)
  }
}
