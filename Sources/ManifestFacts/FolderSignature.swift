// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials

/// What changes when a manifest does: the names, sizes and times of all files of a folder.
struct FolderSignature: Equatable, Sendable {
  private struct File: Equatable, Sendable {
    var path: String
    var size: UInt64
    var modified: Double
  }

  private let files: [File]

  init(of folder: String) throws(ManifestError) {
    files = try ManifestFiles.list(folder).map { path in
      // Links are followed by hand: a mounted ConfigMap changes only where its link leads.
      let target = FolderSignature.resolved(path)
      let attributes = try? FileManager.default.attributesOfItem(atPath: target)
      let modified = attributes?[.modificationDate] as? Date
      return File(
        path: target, size: attributes?[.size] as? UInt64 ?? 0, modified: modified?.timeIntervalSinceReferenceDate ?? 0)
    }
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }
}
