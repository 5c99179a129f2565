// SPDX-License-Identifier: Apache-2.0
package import Documents
private import FoundationEssentials

/// The manifest files at some paths. Folders are walked; in them only files ending in `.yaml`, `.yml` or `.json` count,
/// and nothing whose name begins with a dot: a mounted ConfigMap has its files a second time below `..data`.
package enum ManifestFiles {
  private static let endings = [".yaml", ".yml", ".json"]
  /// A repository of manifests has hundreds; somebody who passes `/` should hear of it soon.
  package static let most = 20_000

  /// - Parameter path: of a file or a folder.
  /// - Returns: the paths of the files, in the order of their names.
  package static func list(_ path: String) throws(ManifestError) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ManifestError(path: path, reason: "no such file or folder")
    }
    guard isFolder else { return [path] }
    var files: [String] = []
    try walk(path, into: &files)
    return files
  }

  private static func walk(_ folder: String, into files: inout [String]) throws(ManifestError) {
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder && !isLink(path) {
        try walk(path, into: &files)
      } else if !isFolder && endings.contains(where: name.hasSuffix) {
        guard files.count < most else {
          throw ManifestError(path: folder, reason: "more than \(most) manifest files: name fewer folders")
        }
        files.append(path)
      }
    }
  }

  /// A link to a folder may lead back to one that is being walked.
  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private static func names(in folder: String) throws(ManifestError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw ManifestError(path: folder, reason: "the folder cannot be read")
    }
  }

  /// The documents of one file, broken ones as errors.
  package static func documents(
    at path: String
  ) throws(ManifestError) -> [Result<SourceDocument, DocumentError>] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ManifestError(path: path, reason: "the file cannot be read")
    }
    return DocumentReader.documents(in: Array(data), file: path)
  }
}

/// Why a path gave no documents.
package struct ManifestError: Error, Sendable, Equatable, CustomStringConvertible {
  package var path: String
  package var reason: String

  package var description: String { "\(path): \(reason)" }
}
