// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import TestSupport
import Testing

/// Random damage to files: nothing crashes, and every place that is reported lies in the file.
struct MutationTests {
  private static let seeds = [
    "apiVersion: v1\nkind: A\nmetadata: {name: x, labels: {a.b: \"1\"}}\nspec:\n- &x [1, 0x1F]\n- *x\n---\nb: |\n  t\n",
    "a: &a {b: 1, 'c': \"\\u00e9\", ? d : é}\ne: {<<: [*a, {f: ~}], b: !!str 1}\n...\n--- # x\n{\"a\": [1, .5, yes]}\n",
    "{\"a\": [1, {\"b\": null, \"b\": \"\\\"}\\u0041\"}], \"é\": -1.5e3}\n{\"items\": [{}, {\"c\": true}]}",
    "- a\n- >-\n  folded\n  text\n-\t!foo 'x'\n- ? [k]\n  : v\n%YAML 1.1\n---\n- -\n",
  ]

  private static let pieces = [
    "\n---\n", "...\n", "{", "}", "[", "]", "\"", "'", "\n", "\t", ": ", "- ", "&x ", "*x", "<<: ", "!!int ", "|\n",
    "\\", "é", ",",
    "\u{0}", "#", "? ", "\u{2028}", "\u{85}", "\r", "  ",
  ]

  @Test("damaged files are read or refused, never more", arguments: 0..<4)
  func mutations(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed) &+ 1)
    for _ in 0..<1_500 {
      var bytes = Array(Self.seeds[seed].utf8)
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        damage(&bytes, &random)
      }
      check(bytes)
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + 3))
    case 2: bytes.removeLast(bytes.count - place)
    case 3: bytes += bytes[place...]
    default: bytes.insert(contentsOf: Array((Self.pieces.randomElement(using: &random) ?? "").utf8), at: place)
    }
  }

  private func check(_ bytes: [UInt8]) {
    // YAML ends a line at more places than an editor does: a bound, not a count.
    let lines = String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0.properties.isWhitespace } + 2
    for item in DocumentReader.documents(in: bytes, file: "a") {
      switch item {
      case .failure(let error):
        #expect((1...lines).contains(error.position.line) && error.position.column >= 1, "\(bytes)")
        #expect(!error.message.isEmpty)
      case .success(let document):
        #expect(document.value.kind == .object, "\(bytes)")
        for object in document.flattened {
          visit(object, object.value, .root, upTo: lines)
        }
      }
    }
  }

  private func visit(_ document: SourceDocument, _ value: JSONValue, _ path: FieldPath, upTo lines: Int) {
    #expect((1...lines).contains(document.position(of: path).line))
    for (index, element) in value.elements.enumerated() {
      visit(document, element, path.index(index), upTo: lines)
    }
    for member in value.members {
      visit(document, member.value, path.member(member.name), upTo: lines)
    }
  }
}
