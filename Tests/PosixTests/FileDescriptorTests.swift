// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Posix

@Suite struct FileDescriptorTests {
  @Test("what is written can be read")
  func transfer() throws {
    let pipe = try Pipe()
    #expect(try pipe.writer.write([1, 2, 3]) == .done(3))
    #expect(try pipe.reader.read(atMost: 2) == [1, 2])
    #expect(try pipe.reader.read(atMost: 2) == [3])
  }

  @Test("reading nothing and writing into a full pipe would block")
  func wouldBlock() throws {
    let pipe = try Pipe()
    #expect(try pipe.reader.read() == nil)
    let chunk = [UInt8](repeating: 0, count: 65_536)
    while case .done = try pipe.writer.write(chunk) {}
    #expect(try pipe.writer.write(chunk) == .wouldBlock)
  }

  @Test("a descriptor that goes out of scope is closed")
  func closedBySelf() throws {
    let pipe = try Pipe()
    let reader = pipe.reader
    let writer = pipe.writer
    drop(writer)
    #expect(try reader.read() == [])
  }

  @Test("a descriptor can be closed by hand, once")
  func closedByHand() throws {
    let pipe = try Pipe()
    let reader = pipe.reader
    let writer = pipe.writer
    try writer.close()
    #expect(try reader.read() == [])
  }

  @Test("a released descriptor stays open for its next owner")
  func released() throws {
    let pipe = try Pipe()
    let reader = pipe.reader
    let writer = pipe.writer
    let number = writer.release()
    #expect(try reader.read() == nil)
    drop(FileDescriptor(owning: number))
    #expect(try reader.read() == [])
  }

  private func drop(_ descriptor: consuming FileDescriptor) {}
}
