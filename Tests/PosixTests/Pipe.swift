// SPDX-License-Identifier: Apache-2.0
import Glibc

@testable import Posix

/// Two ends of a pipe that does not block: the smallest thing that can be read, written and watched.
struct Pipe: ~Copyable {
  let reader: FileDescriptor
  let writer: FileDescriptor

  init() throws {
    let ends = try Self.open()
    reader = FileDescriptor(owning: ends[0])
    writer = FileDescriptor(owning: ends[1])
  }

  private static func open() throws -> [Int32] {
    var ends: [Int32] = [-1, -1]
    try SystemCall.make("pipe") { pipe(&ends) }
    for end in ends { try SystemCall.make("fcntl") { fcntl(end, F_SETFL, O_NONBLOCK) } }
    return ends
  }
}

extension FileDescriptor {
  borrowing func write(_ bytes: [UInt8]) throws -> SystemCallResult { try write(bytes.span.bytes) }

  /// What one read of at most `count` bytes brings; nil if it would block.
  borrowing func read(atMost count: Int = 100) throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: count)
    var span = buffer.mutableSpan
    var bytes = span.mutableBytes
    guard case .done(let count) = try read(into: &bytes) else { return nil }
    return Array(buffer.prefix(count))
  }
}

extension Pipe {
  /// Closes the old descriptor and gives its number to a copy of the other, in one step: nothing else in this process
  /// can take the number in between.
  static func replace(
    _ old: consuming FileDescriptor, by other: borrowing FileDescriptor
  ) throws -> FileDescriptor {
    let original = other.rawValue
    let number = old.release()
    return FileDescriptor(owning: try SystemCall.make("dup2") { dup2(original, number) })
  }
}
