// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// One case: a folder with a transcript, the manifests it names, and perhaps facts of its own.
struct CaseFolder: Sendable, CustomTestStringConvertible {
  private static let folder = "\(Repository.tests)/Cases"

  /// In the order of their names.
  static let all = Result {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { CaseFolder(name: $0) }
  }

  let name: String

  var path: String { "\(CaseFolder.folder)/\(name)" }
  var transcript: URL { URL(filePath: "\(path)/transcript.txt") }
  /// Cases do not see each other's objects.
  var namespace: String { name }
  var testDescription: String { name }
}
