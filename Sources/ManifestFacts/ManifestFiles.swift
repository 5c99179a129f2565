// SPDX-License-Identifier: Apache-2.0
package import Documents
private import FoundationEssentials

/// The manifest files at some paths. Folders are walked; in them only files ending in `.yaml`, `.yml` or `.json` count,
/// and nothing whose name begins with a dot: a mounted ConfigMap has its files a second time below `..data`.
package enum ManifestFiles {
  private static let endings = [".yaml", ".yml", ".json"]
  /// A repository of manifests has hundreds; somebody who passes `/` should hear of it soon.
  package static let most = 20_000

  /// - Parameter path: of a folder, or of anything else that can be read.
  /// - Returns: the paths of the files, in the order of their names.
  package static func list(_ path: String) throws(FileError) -> [String] {
    guard let status = FileStatus(path, followingLinks: true) else {
      throw FileError(path: path, reason: "no such file or folder")
    }
    guard status.kind == .folder else { return [path] }
    var files: [String] = []
    try walk(path, into: &files)
    return files
  }

  /// Links to files count, since a mounted ConfigMap consists of them. Links to folders do not: they may lead back to one
  /// that is being walked, and out of the tree that was asked for. Devices and pipes do not either: reading them may wait.
  private static func walk(_ folder: String, into files: inout [String]) throws(FileError) {
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if FileStatus(path, followingLinks: false)?.kind == .folder {
        try walk(path, into: &files)
      } else if endings.contains(where: name.hasSuffix), FileStatus(path, followingLinks: true)?.kind == .file {
        guard files.count < most else {
          throw FileError(path: folder, reason: "more than \(most) manifest files: name fewer folders")
        }
        files.append(path)
      }
    }
  }

  private static func names(in folder: String) throws(FileError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw FileError(path: folder, reason: "the folder cannot be read")
    }
  }

  /// The documents of one file, broken ones as errors.
  package static func documents(at path: String) throws(FileError) -> [Result<SourceDocument, DocumentError>] {
    DocumentReader.documents(in: try FileBytes.read(path, limit: DocumentLimits().fileBytes), file: path)
  }

  /// The documents of standard input.
  package static func documentsOfStandardInput() throws(FileError) -> [Result<SourceDocument, DocumentError>] {
    let name = "<stdin>"
    return DocumentReader.documents(
      in: try FileBytes.standardInput(name, limit: DocumentLimits().fileBytes), file: name)
  }
}
