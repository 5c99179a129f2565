// SPDX-License-Identifier: Apache-2.0
import Documents
import ManifestFacts

/// What was read, and what could not be.
struct LintInput {
  /// Items of lists are documents of their own.
  var documents: [SourceDocument] = []
  private(set) var errors: [String] = []

  /// - Parameter path: of a file or folder, or `-`.
  mutating func read(_ path: String) {
    do throws(FileError) {
      if path == "-" { return add(try ManifestFiles.documentsOfStandardInput()) }
      for file in try ManifestFiles.list(path) { add(try ManifestFiles.documents(at: file)) }
    } catch {
      errors.append("\(error)")
    }
  }

  private mutating func add(_ results: [Result<SourceDocument, DocumentError>]) {
    for result in results {
      switch result {
      case .success(let document): documents += document.flattened
      case .failure(let error): errors.append("\(error)")
      }
    }
  }
}
