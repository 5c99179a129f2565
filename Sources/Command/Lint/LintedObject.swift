// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What an object is called, for people and programs; whatever is missing is empty.
struct LintedObject: Sendable, Equatable, CustomStringConvertible {
  var apiVersion: String
  var kind: String
  var namespace: String
  var name: String

  init(_ object: KubeObject) {
    apiVersion = object.apiVersion ?? ""
    kind = object.kind ?? ""
    namespace = object.namespace ?? ""
    name = object.name ?? object.generateName ?? ""
  }

  var description: String {
    "\(kind) \(namespace.isEmpty ? "" : namespace + "/")\(name)"
  }
}
