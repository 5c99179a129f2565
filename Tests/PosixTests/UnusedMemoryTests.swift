// SPDX-License-Identifier: Apache-2.0
import Foundation
import Posix
import Testing

@Suite("Memory that nobody needs")
struct UnusedMemoryTests {
  @Test("pages of the program's file that only starting needed are given back")
  func filePages() throws {
    let before = try filePagesInKilobytes()
    UnusedMemory.giveBack()
    #expect(try filePagesInKilobytes() < before)
  }

  private func filePagesInKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
    return try #require(Int(line.split(separator: " ")[1]))
  }
}
