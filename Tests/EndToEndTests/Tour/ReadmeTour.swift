// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The tour of the README: what a reader types, and what the README says that comes of it.
struct ReadmeTour {
  private static let heading = "## A tour of five minutes"

  /// Blocks of a console, in their order. The first one starts the sandbox.
  let blocks: [Transcript]

  init() throws {
    let readme = try String(contentsOfFile: "\(Repository.root)/README.md", encoding: .utf8)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: ReadmeTour.heading[...]) else { throw Failure("the README has no tour") }
    let section = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    var blocks: [[Substring]] = []
    var isInside = false
    for line in section {
      if line.hasPrefix("```") {
        if line == "```console" { blocks.append([]) }
        isInside = line == "```console"
      } else if isInside {
        blocks[blocks.count - 1].append(line.isEmpty ? "⏎" : line)
      }
    }
    self.blocks = try blocks.map { try Transcript(parsing: $0.joined(separator: "\n")) }
  }

  /// Without what is another one each time: times and ages, ports and addresses, folders, and how wide columns are for it.
  static func masked(_ lines: [String]) -> [String] {
    var lines = lines.map { $0 == "⏎" ? "" : $0 }
    while lines.last == "" { lines.removeLast() }
    return lines.map { line in
      VolatileText.replaced(in: line)
        .replacing(/\b[0-9]+ ms\b/, with: "<ms>")
        .replacing(/\b127\.0\.[0-9]+\.[0-9]+\b/, with: "<address>")
        .replacing(/\b[0-9]+[smhd]([0-9]+[smhd])?\b/, with: "<age>")
        .replacing(#/=/[^ ]+/#, with: "=<path>")
        .replacing(/\ +/, with: " ")
    }
  }
}
