// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A document that was read, before it is known from which file.
struct ReadDocument {
  let value: JSONValue
  let tree: DocumentTree

  init(json text: DocumentText, limits: DocumentLimits) throws(Problem) {
    do {
      value = try JSONValue(parsing: Array(text.bytes), limits: limits.json)
    } catch {
      var position = text.position
      position.advance(over: text.bytes.prefix(error.offset))
      throw Problem(position: position, message: "not JSON: \(error.reason.sentence)")
    }
    tree = JSONPlaces.tree(of: text.bytes, from: text.position)
  }

  init(yaml graph: YAMLGraph, limits: DocumentLimits) throws(Problem) {
    if case .mapping = graph[graph.root] {
    } else {
      throw Problem(
        position: graph.root.position, message: "a document must be an object: members written `name: value`")
    }
    let converted = try YAMLConverter.json(of: graph, limits: limits)
    do {
      value = try JSONValue(parsing: converted.bytes, limits: limits.json)
    } catch {
      throw Problem(position: graph.root.position, message: "cannot be written as JSON: \(error.reason.sentence)")
    }
    tree = converted.tree
  }
}

extension DocumentLimits {
  var json: JSONLimits {
    JSONLimits(bytes: documentBytes, depth: depth, values: values)
  }
}
