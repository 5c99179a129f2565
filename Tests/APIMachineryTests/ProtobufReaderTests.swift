// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import APIMachinery

@Suite("Objects in protobuf", .timeLimit(.minutes(1)))
struct ProtobufReaderTests {
  /// As kubectl sends it.
  private static let configMap: [UInt8] = {
    var envelope = ProtobufWriter()
    envelope.message(1) { type in
      type.text(1, "v1")
      type.text(2, "ConfigMap")
    }
    envelope.message(2) { object in
      object.message(1) { metadata in
        metadata.text(1, "m")
        metadata.text(2, "")
        metadata.message(8) { _ in }
        for (name, value) in [("a", "1"), ("b", "2")] {
          metadata.message(11) { entry in
            entry.text(1, name)
            entry.text(2, value)
          }
        }
        metadata.text(14, "example.com/f")
      }
      object.message(2) { entry in
        entry.text(1, "é")
        entry.text(2, "")
      }
      object.flag(4, true)
    }
    envelope.text(3, "")
    return Array("k8s\0".utf8) + envelope.bytes
  }()

  private static let kind = ProtobufDescriptor.object(of: "ConfigMap")

  @Test("an object is read, without what says nothing")
  func read() throws {
    let object = try ProtobufReader.object(Self.configMap, try #require(Self.kind))
    let expected = """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","labels":{"a":"1","b":"2"},
       "finalizers":["example.com/f"]},"data":{"é":""},"immutable":true}
      """
    #expect(object == (try JSONValue(parsing: Array(expected.utf8))))
  }

  @Test("a body that is cut or changed anywhere is read or refused, and nothing else happens")
  func hostile() throws {
    let kind = try #require(Self.kind)
    var random = SplitMix64(seed: 1)
    // Up to the last member of the envelope, which an object can do without.
    for count in 0..<Self.configMap.count - 2 {
      #expect(throws: ProtobufReader.Malformed.self) {
        try ProtobufReader.object(Array(Self.configMap.prefix(count)), kind)
      }
    }
    for _ in 0..<20_000 {
      var body = Self.configMap
      body[Int.random(in: body.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      _ = try? ProtobufReader.object(body, kind)
    }
  }
}
