// SPDX-License-Identifier: Apache-2.0
import Posix
import TestSupport
import Testing

@Suite("A file that is appended to")
struct AppendedFileTests {
  @Test("what is appended is there after the next opening, until it is cut off")
  func appended() throws {
    let folder = try TemporaryFolder()
    do {
      var file = try AppendedFile(folder.file("log"))
      #expect(file.count == 0)
      try file.append(Array("hello".utf8))
      try file.append(Array(" world".utf8))
      #expect(file.count == 11)
    }
    var file = try AppendedFile(folder.file("log"))
    #expect(file.count == 11)
    #expect(try file.read(from: 6, atMost: 3) == Array("wor".utf8))
    #expect(try file.read(from: 11, atMost: 3) == [])
    try file.truncate(to: 5)
    try file.append(Array("!".utf8))
    #expect(try folder.read("log") == "hello!")
    #expect(try folder.permissions("log") == 0o600)
  }

  @Test("one process has it at a time")
  func locked() throws {
    let folder = try TemporaryFolder()
    let file = try AppendedFile(folder.file("log"))
    do {
      _ = try AppendedFile(folder.file("log"))
      Issue.record("opened twice")
    } catch {
      #expect(error.call == "flock")
      #expect("\(error)".contains(folder.path))
    }
    #expect(file.count == 0)
  }

  @Test("it takes the place of another one, and goes on there")
  func moved() throws {
    let folder = try TemporaryFolder()
    try folder.write("log", "old")
    var fresh = try AppendedFile(folder.file("log.new"))
    try fresh.append(Array("new".utf8))
    var file = try fresh.moved(to: folder.file("log"))
    try file.append(Array("er".utf8))
    #expect(try folder.read("log") == "newer")
    #expect(throws: (any Error).self) { try folder.read("log.new") }
  }

  @Test("a folder that cannot be made is named", arguments: ["/proc/nothing", "/dev/null/x"])
  func noFolder(path: String) throws {
    let error = #expect(throws: SystemError.self) { try AppendedFile.makeFolder(path) }
    #expect("\(try #require(error))".contains(path))
    let folder = try TemporaryFolder()
    try AppendedFile.makeFolder(folder.path)
  }
}
