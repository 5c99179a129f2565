// SPDX-License-Identifier: Apache-2.0
import Documents
import Foundation
import KubeModel

/// What is applied to a cluster: objects by kind, namespace and name.
struct ManifestSet: Sendable {
  private(set) var objects: [String: JSONValue] = [:]

  /// - Parameter yaml: documents, each an object.
  init(yaml: String) throws {
    for value in try Self.documents(in: yaml) {
      let object = KubeObject(value)
      let name = "\(object.kind ?? "") \(object.key?.description ?? "")"
      guard objects.updateValue(value, forKey: name) == nil else { throw ChartError("\(name) is there twice") }
    }
  }

  /// The overlays by their names, as kubectl's own kustomize makes them, whichever version that is.
  static let overlays = Result {
    let folder = "\(Repository.root)/manifests/overlays"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try ManifestSet(yaml: try Tool.output("kubectl", "kustomize", "\(folder)/\(name)")))
      })
  }

  init(overlay name: String) throws {
    guard let overlay = try Self.overlays.get()[name] else { throw ChartError("no overlay \(name)") }
    self = overlay
  }

  /// As Helm makes it.
  /// - Parameter values: laid over those of the chart.
  init(chart values: String) throws {
    let chart = "\(Repository.root)/manifests/chart"
    let nothing = JSONValue { $0.object { _ in } }
    let defaults = try Self.documents("\(chart)/values.yaml").first ?? nothing
    let all = Self.laid(try Self.documents(in: values).first ?? nothing, over: defaults)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(chart)/templates").sorted()
    let texts = try names.map { name in
      let template = try ChartTemplate(String(contentsOfFile: "\(chart)/templates/\(name)", encoding: .utf8))
      return try template.rendered(values: all, namespace: "cassette-system")
    }
    try self.init(yaml: texts.joined(separator: "\n---\n"))
  }

  var names: Set<String> { Set(objects.keys) }

  /// Of a file.
  static func documents(_ path: String) throws -> [JSONValue] {
    try documents(in: String(contentsOfFile: path, encoding: .utf8))
  }

  private static func documents(in yaml: String) throws -> [JSONValue] {
    try DocumentReader.documents(in: Array(yaml.utf8), file: "manifest").map { try $0.get().value }
  }

  /// Members of members too, as Helm does it; lists are replaced.
  private static func laid(_ values: JSONValue, over defaults: JSONValue) -> JSONValue {
    guard values.kind == .object, defaults.kind == .object else { return values }
    return JSONValue { writer in
      writer.object { object in
        for (name, value) in defaults.members {
          object.member(name, values[name].map { laid($0, over: value) } ?? value)
        }
        for (name, value) in values.members where defaults[name] == nil { object.member(name, value) }
      }
    }
  }
}

extension JSONValue {
  /// The elements of an array, to be counted and picked.
  var items: [JSONValue] { Array(elements) }
}
