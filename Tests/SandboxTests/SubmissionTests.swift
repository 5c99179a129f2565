// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound
import Sandbox
import Testing

@Suite("What a sidecar answers to a POST")
struct SubmissionTests {
  @Test("an operation is accepted with its place and its whole text")
  func accepted() {
    var world = World()
    let answer = world.answer("POST", "/operations", body: World.backup(more: #","dc":"dc1","unheard":1"#))
    let id = answer.json["id"]?.string ?? ""
    #expect(answer.status == 201)
    #expect(answer.contentType == "application/json")
    #expect(answer.location == "http://sidecar:4567/operations/\(id)")
    #expect(answer.fields["Access-Control-Allow-Origin"] == "*")
    #expect(
      answer.text == """
        {
          "id" : "\(id)",
          "creationTime" : "2024-05-01T02:00:00.101Z",
          "state" : "PENDING",
          "errors" : [ ],
          "progress" : 0.0,
          "type" : "backup",
          "storageLocation" : "s3://acme",
          "concurrentConnections" : 10,
          "metadataDirective" : "COPY",
          "cassandraDirectory" : "/var/lib/cassandra",
          "entities" : "ks1",
          "snapshotTag" : "nightly",
          "k8sNamespace" : "cass",
          "k8sSecretName" : "keys",
          "globalRequest" : true,
          "dc" : "dc1",
          "timeout" : 5,
          "insecure" : false,
          "createMissingBucket" : false,
          "skipBucketVerification" : false,
          "uploadClusterTopology" : false,
          "retry" : {
            "interval" : 10,
            "strategy" : "LINEAR",
            "maxAttempts" : 3,
            "enabled" : false
          },
          "skipRefreshing" : false
        }
        """)
  }

  @Test("a restore is echoed with everything it has beside")
  func restore() {
    var world = World()
    let answer = world.answer("POST", "/operations", body: World.restore(more: #","rename":{"ks1.t1":"ks1.t2"}"#))
    #expect(answer.status == 201)
    let names = answer.json.members.map(\.name)
    #expect(
      names == [
        "id", "creationTime", "state", "errors", "progress", "type", "storageLocation", "concurrentConnections",
        "cassandraDirectory", "cassandraConfigDirectory", "restoreSystemKeyspace", "restoreSystemAuth",
        "updateCassandraYaml", "restorationStrategyType", "restorationPhase", "import", "noDeleteTruncates",
        "noDeleteDownloads", "noDownloadData", "exactSchemaVersion", "entities", "snapshotTag", "k8sSecretName",
        "globalRequest", "timeout", "resolveHostIdFromTopology", "insecure", "newCluster", "skipBucketVerification",
        "retry", "rename", "singlePhase",
      ])
    #expect(answer.json["import"]?["sourceDir"]?.string == "file:///var/lib/cassandra/downloadedsstables")
  }

  private static let json = [OutboundField("content-type", "application/json")]

  @Test(
    "what is no request is 500 with a text that calls itself JSON",
    arguments: [
      "{", "{]", #"{"type":"dance"}"#, #"{"storageLocation":"s3://b"}"#, "[]", "1", #""backup""#, "", "null", "  ",
      #"{"type":"list"}"#, #"{"type":"backup","concurrentConnections":"many"}"#,
      #"{"type":"backup","concurrentConnections":3000000000}"#, #"{"type":"backup","globalRequest":"yes"}"#,
      #"{"type":"backup","entities":{}}"#, #"{"type":"backup","metadataDirective":"copy"}"#,
      #"{"type":"backup","bandwidth":{}}"#, #"{"type":"backup","bandwidth":{"unit":"KBPS"}}"#,
      #"{"type":"backup","bandwidth":{"value":1001}}"#, #"{"type":"backup","bandwidth":{"value":1001,"unit":"GBPS"}}"#,
      #"{"type":"backup","bandwidth":{"value":1,"unit":"kbps"}}"#, #"{"type":"backup","duration":"1h"}"#,
      #"{"type":"backup","duration":{"value":1,"unit":"HOURS"}}"#, #"{"type":"restore","schemaVersion":"1"}"#,
      #"{"type":"restore","import":{"sourceDir":"/a"}}"#, #"{"type":"restore","rename":{"a.b":1}}"#,
    ])
  func unreadable(body: String) {
    var world = World()
    let answer = world.answer("POST", "/operations", body: body, fields: Self.json)
    #expect(answer.status == 500)
    #expect(answer.contentType == "application/json")
    #expect(world.operations().isEmpty)
  }

  @Test("an empty body is answered with an empty text")
  func empty() {
    var world = World()
    #expect(world.answer("POST", "/operations").text == "")
    #expect(world.answer("POST", "/operations", body: "null").text == "")
  }

  @Test(
    "what the framework refuses is 500 with a text of no type",
    arguments: [
      ("POST", "/operations", "text/plain", "*/*", "HTTP 415 Unsupported Media Type"),
      ("POST", "/operations", "application/json", "text/html", "HTTP 406 Not Acceptable"),
      ("GET", "/operations", "", "text/html", "HTTP 406 Not Acceptable"),
      ("PUT", "/operations", "application/json", "*/*", "HTTP 405 Method Not Allowed"),
      ("POST", "/status", "application/json", "*/*", "HTTP 405 Method Not Allowed"),
      ("GET", "/", "", "*/*", "HTTP 404 Not Found"),
      ("GET", "/nothing", "", "*/*", "HTTP 404 Not Found"),
      ("GET", "/operations/1/2", "", "*/*", "HTTP 404 Not Found"),
    ])
  func refused(method: String, target: String, type: String, accept: String, text: String) {
    var world = World()
    let fields = [OutboundField("content-type", type), OutboundField("accept", accept)]
    let answer = world.answer(method, target, body: World.backup(), fields: fields)
    #expect(answer.status == 500)
    #expect(answer.contentType == nil)
    #expect(answer.text == text)
  }

  @Test(
    "values are coerced as Jackson does",
    arguments: [
      (#""concurrentConnections":"3""#, "concurrentConnections", "3"),
      (#""concurrentConnections":3.7"#, "concurrentConnections", "3"),
      (#""globalRequest":"true""#, "globalRequest", "true"), (#""timeout":0"#, "timeout", "5"),
      (#""timeout":7"#, "timeout", "7"), (#""snapshotTag":12"#, "snapshotTag", #""12""#),
      (#""cassandraDirectory":"/""#, "cassandraDirectory", #""/var/lib/cassandra""#),
      (#""cassandraDirectory":null"#, "cassandraDirectory", #""/var/lib/cassandra""#),
      (#""entities":"k1 . t1 a.b.c""#, "entities", #""k1.t1""#),
      (#""bandwidth":{"value":0}"#, "bandwidth", "{\n    \"value\" : 0\n  }"),
      (#""bandwidth":{"value":-5}"#, "bandwidth", "{\n    \"value\" : -5\n  }"),
      (#""schemaVersion":"x""#, "schemaVersion", nil),
    ])
  func coercions(member: String, name: String, echo: String?) {
    var world = World()
    let answer = world.answer("POST", "/operations", body: #"{"type":"backup",\#(member)}"#)
    #expect(answer.status == 201)
    #expect(answer.json[name].map { String(decoding: $0.rawBytes, as: UTF8.self) } == echo)
  }

  @Test("what follows the object is ignored, and twice the same is two operations")
  func twice() {
    var world = World()
    let first = world.post(World.backup() + " and so on")
    let second = world.post(World.backup())
    #expect(first != second)
    #expect(world.operations().compactMap { $0["id"]?.string } == [second, first])
  }
}
