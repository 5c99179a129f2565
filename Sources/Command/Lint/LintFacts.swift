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
  /// Nowhere: rules of the surroundings say that they could not check.
  case none
  /// The manifests of a folder, and the documents that are linted.
  case folder(String)

  init(argument: String) {
    switch argument {
    case "input": self = .input
    case "none": self = .none
    default: self = .folder(argument)
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .input: "input"
    case .none: "none"
    case .folder(let path): path
    }
  }

  /// - Parameters:
  ///   - documents: all that were read, in the order in which they would be applied.
  ///   - complete: whether all that there are were read.
  func source(_ documents: [SourceDocument], complete: Bool) -> any FactSource {
    switch self {
    case .none: NoFacts(reason: "lint runs with --facts none")
    case .input, .folder:
      ManifestWorld(documents.map { KubeObject($0.value) }, gap: complete ? nil : "a document cannot be read")
    }
  }
}
