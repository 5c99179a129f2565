// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// What the system says about a file without opening it (stat(2)). Equal as long as the file is the same and nothing was
/// done to it.
struct FileStatus: Equatable, Sendable {
  enum Kind: Sendable {
    case file, folder, link, other
  }

  let kind: Kind
  /// A file that was replaced, by a rename or by a link that leads elsewhere, has another number.
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let modified: Time
  /// Unlike the time of modification, nobody can set this one back.
  private let changed: Time

  private struct Time: Equatable, Sendable {
    let seconds: Int
    let nanoseconds: Int
  }

  /// Nil if there is nothing.
  /// - Parameter followingLinks: tells of the file that a link leads to, instead of the link.
  init?(_ path: String, followingLinks: Bool) {
    var status = stat()
    guard unsafe (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Time(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    changed = Time(seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
  }
}
