// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// A file that grows at its end and loses nothing of what it has acknowledged, whatever ends the process or the machine.
/// One process has it at a time. Its calls block.
package struct AppendedFile: ~Copyable, Sendable {
  private let path: String
  private let descriptor: FileDescriptor
  /// Bytes in the file.
  package private(set) var count: Int

  /// Opens the file, which is made if it is missing.
  /// - Throws: EWOULDBLOCK of `flock` while another process has it.
  package init(_ path: String) throws(SystemError) {
    let flags = O_RDWR | O_CREAT | O_CLOEXEC
    let descriptor = FileDescriptor(owning: try Self.call("open", path) { open(path, flags, 0o600) })
    let number = descriptor.rawValue
    try Self.call("flock", path) { flock(number, LOCK_EX | LOCK_NB) }
    count = Int(try Self.call("lseek", path) { lseek(number, 0, SEEK_END) })
    self.path = path
    self.descriptor = descriptor
  }

  /// The bytes from there on, at most so many; none at the end.
  package func read(from offset: Int, atMost limit: Int) throws(SystemError) -> [UInt8] {
    let number = descriptor.rawValue
    var bytes = [UInt8](repeating: 0, count: max(0, min(limit, count - offset)))
    let read = try Self.call("pread", path) {
      bytes.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(offset)) }
    }
    bytes.removeLast(bytes.count - read)
    return bytes
  }

  /// Returns once the bytes are on the disk. After a failure the file is as it was before, as far as that can be had.
  package mutating func append(_ bytes: [UInt8]) throws(SystemError) {
    do {
      try write(bytes)
      try synchronize()
      count += bytes.count
    } catch {
      try? truncate(to: count)
      throw error
    }
  }

  /// Drops what is behind the first bytes.
  package mutating func truncate(to count: Int) throws(SystemError) {
    let number = descriptor.rawValue
    try Self.call("ftruncate", path) { ftruncate(number, off_t(count)) }
    try synchronize()
    self.count = count
  }

  /// Puts the file in the place of another one, at once and for good.
  package consuming func moved(to path: String) throws(SystemError) -> AppendedFile {
    let old = self.path
    try Self.call("rename", path) { rename(old, path) }
    try Self.synchronizeFolder(of: path)
    return AppendedFile(self, path: path)
  }

  private init(_ other: consuming AppendedFile, path: String) {
    self.path = path
    count = other.count
    descriptor = other.descriptor
  }

  /// Makes a folder, unless it is there. What is around it must exist.
  package static func makeFolder(_ path: String) throws(SystemError) {
    do {
      try call("mkdir", path) { mkdir(path, 0o700) }
    } catch {
      guard error.code == EEXIST else { throw error }
    }
  }

  private func write(_ bytes: [UInt8]) throws(SystemError) {
    let number = descriptor.rawValue
    var written = 0
    while written < bytes.count {
      written += try Self.call("pwrite", path) {
        bytes.withUnsafeBytes {
          pwrite(number, $0.baseAddress.map { $0 + written }, $0.count - written, off_t(count + written))
        }
      }
    }
  }

  private func synchronize() throws(SystemError) {
    let number = descriptor.rawValue
    try Self.call("fdatasync", path) { fdatasync(number) }
  }

  /// A new name is on the disk once its folder is.
  private static func synchronizeFolder(of path: String) throws(SystemError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = FileDescriptor(
      owning: try call("open", folder) { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    let number = descriptor.rawValue
    try call("fsync", folder) { fsync(number) }
  }

  @discardableResult
  private static func call<Result: FixedWidthInteger>(
    _ name: String, _ path: String, _ call: () -> Result
  ) throws(SystemError) -> Result {
    do {
      return try SystemCall.make(name, call)
    } catch {
      throw error.on(path)
    }
  }
}
