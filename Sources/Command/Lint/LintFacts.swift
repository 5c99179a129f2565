// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Documents
import KubeModel
import ManifestFacts
import Policy

/// Where `lint` takes its facts from.
enum LintFacts: ExpressibleByArgument {
  /// The documents that are linted: what is not among them does not exist.
  case input
  /// A live cluster, and the documents that are linted.
  case cluster
  /// Nowhere: rules of the surroundings say that they could not check.
  case none
  /// The manifests of a folder, and the documents that are linted.
  case folder(String)

  init(argument: String) {
    switch argument {
    case "input": self = .input
    case "cluster": self = .cluster
    case "none": self = .none
    default: self = .folder(argument)
    }
  }

  /// - Parameters:
  ///   - objects: all that were read, in the order in which they would be applied.
  ///   - complete: whether all that there are were read.
  func source(_ objects: [KubeObject], complete: Bool) -> any FactSource {
    switch self {
    case .none: NoFacts(reason: "lint runs with --facts none")
    case .input, .folder, .cluster: ManifestWorld(objects, gap: complete ? nil : "a document cannot be read")
    }
  }
}
