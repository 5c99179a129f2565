// SPDX-License-Identifier: Apache-2.0
import Documents

/// What changes when a manifest does: the names of all files of a folder, and what the system says about each. Costs one
/// system call a file. Two changes within one tick of the kernel's clock (4 ms), made in place and leaving the size, look
/// like one; who writes manifests by renaming, as mounted volumes and editors do, is never missed.
struct FolderSignature: Equatable, Sendable {
  private struct File: Equatable, Sendable {
    var path: String
    /// Of the file that a link leads to: a mounted ConfigMap changes only there. Nil if it went away just now.
    var status: FileStatus?
  }

  private let files: [File]

  init(of folder: String) throws(FileError) {
    files = try ManifestFiles.list(folder).map { File(path: $0, status: FileStatus($0, followingLinks: true)) }
  }
}
