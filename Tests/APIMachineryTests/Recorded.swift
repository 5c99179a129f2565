// SPDX-License-Identifier: Apache-2.0
import APIMachinery
import Documents
import Foundation
import KubeModel
import Testing

/// What a real API server answered (`Tests/Fixtures/api-server/record`), and the definitions that it was given.
enum Recorded {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// As it came from the API server, without white space.
  static func json(_ name: String) throws -> JSONValue {
    let file = root.appending(path: "Tests/Fixtures/api-server/\(name)")
    return try JSONValue(parsing: [UInt8](try Data(contentsOf: file))).without([])
  }

  static func widgets() throws -> ServedResource {
    try #require(CustomResourceDefinition(json("widgets.json")).resources.first)
  }

  /// Of `manifests/crds`.
  static func definition(_ name: String) throws -> JSONValue {
    let file = root.appending(path: "manifests/crds/\(name).yaml")
    return try yaml(String(contentsOf: file, encoding: .utf8))
  }

  static func yaml(_ text: String) throws -> JSONValue {
    try #require(DocumentReader.documents(in: Array(text.utf8), file: "yaml").first).get().value
  }
}

func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

extension JSONValue {
  var text: String { String(decoding: rawBytes, as: UTF8.self) }

  /// The value without members of these names, at any depth.
  func without(_ names: Set<String>) -> JSONValue { JSONValue { write(without: names, into: &$0) } }

  private func write(without names: Set<String>, into writer: inout JSONWriter) {
    switch kind {
    case .object:
      writer.object { object in
        for (name, value) in members where !names.contains(name) {
          object.name(name)
          value.write(without: names, into: &object)
        }
      }
    case .array: writer.array { array in for element in elements { element.write(without: names, into: &array) } }
    default: writer.value(self)
    }
  }
}
