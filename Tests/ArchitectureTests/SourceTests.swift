// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("How the sources look")
struct SourceTests {
  private static let sources = Repository.swiftFiles("Sources")
  private static let all = sources + Repository.swiftFiles("Tests")

  @Test("there are sources and tests to look at")
  func files() {
    #expect(Self.sources.count > 150)
    #expect(Self.all.count > Self.sources.count + 50)
  }

  @Test("every file begins with its licence")
  func licence() throws {
    for file in Self.all {
      #expect(try file.lines.first == "// SPDX-License-Identifier: Apache-2.0", "\(file.path)")
    }
  }

  @Test("files are small")
  func small() throws {
    for file in Self.sources { #expect(try file.lines.count <= 400, "\(file.path)") }
  }

  @Test("nothing stops the program for what came from outside, and nothing is forced")
  func forbidden() throws {
    let tokens = ["try!", "fatalError(", " as!", "nonisolated(unsafe)", "TODO", "FIXME"]
    for file in Self.sources {
      let text = try file.text
      for token in tokens {
        #expect(text.range(of: token, options: .literal) == nil, "\(file.path) has \(token)")
      }
    }
  }

  @Test("who promises the compiler that a type may be shared, proves it above")
  func unchecked() throws {
    for file in Self.sources {
      let lines = try file.lines
      for (number, line) in lines.enumerated() where line.hasSuffix("@unchecked Sendable {") {
        let comment = lines[..<number].reversed().prefix { $0.hasPrefix("///") }
        let proof = comment.contains { $0.contains("`@unchecked Sendable`: ") }
        #expect(proof, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("no type has the name of its module")
  func names() throws {
    for file in Self.sources {
      let module = String(file.path.split(separator: "/")[1])
      #expect(try !Self.types(in: file).contains { $0.name == module && $0.keyword != "extension" }, "\(file.path)")
    }
  }

  @Test("a file has the name of a type in it, or of what it adds to one")
  func fileNames() throws {
    for file in Self.sources {
      let name = String(URL(filePath: file.path).deletingPathExtension().lastPathComponent.split(separator: "+")[0])
      #expect(try Self.types(in: file).contains { $0.name == name }, "\(file.path)")
    }
  }

  /// What a file declares or extends, without what is around it: `Finding` and `Problem` for `Finding.Problem`.
  private static func types(in file: Repository.File) throws -> [(keyword: Substring, name: String)] {
    let keywords: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "extension", "typealias"]
    return try file.lines.flatMap { line -> [(Substring, String)] in
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
      guard let place = words.firstIndex(where: keywords.contains), place + 1 < words.count else { return [] }
      return words[place + 1].split(separator: ".").map { (words[place], String($0)) }
    }
  }

  @Test("no key is in the tree")
  func keys() throws {
    guard let files = try Repository.committedFiles() else { return }
    let key = /BEGIN [A-Z ]*PRIVATE KEY-{5}[^A-Za-z0-9+\/]{1,20}[A-Za-z0-9+\/]{40}/
    for file in files {
      #expect(!file.path.hasSuffix(".key") && !file.path.hasSuffix(".pem"), "\(file.path)")
      guard let text = try? file.text, text.range(of: "PRIVATE KEY", options: .literal) != nil else { continue }
      #expect(text.firstMatch(of: key) == nil, "\(file.path)")
    }
  }
}
