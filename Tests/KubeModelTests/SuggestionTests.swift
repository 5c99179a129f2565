// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KubeModel

@Suite("Suggestion")
struct SuggestionTests {
  @Test(
    "a near miss is recognised",
    arguments: [
      ("S3", ["azure", "gcp", "s3"], "s3"), ("schedul", ["schedule", "secret"], "schedule"),
      ("shcedule", ["schedule", "secret"], "schedule"), ("entites", ["entities"], "entities"),
      ("datacentre", ["datacenter", "duration"], "datacenter"), ("DC1", ["dc1", "dc2"], "dc1"),
      ("dc3", ["dc2", "dc1"], "dc1"), ("nigthly", ["nightly", "weekly"], "nightly"), ("dc", ["dc1"], "dc1"),
    ])
  func near(text: String, candidates: [String], expected: String) {
    #expect(Suggestion.nearest(to: text, among: candidates) == expected)
  }

  @Test(
    "what is far from everything gets no suggestion",
    arguments: [
      ("xyz", ["azure", "gcp"]), ("", ["a"]), ("nightly", []), ("backup", ["restore", ""]), ("ab", ["cd"]),
      (String(repeating: "a", count: 65), [String(repeating: "a", count: 65)]),
    ])
  func far(text: String, candidates: [String]) {
    #expect(Suggestion.nearest(to: text, among: candidates) == nil)
  }

  @Test("among candidates as near as each other the first of the alphabet is taken, whatever their order")
  func ties() {
    #expect(
      Suggestion.nearest(to: "dc3", among: ["dc2", "dc1"]) == Suggestion.nearest(to: "dc3", among: ["dc1", "dc2"]))
  }

  @Test("four mistakes make another word, however long it is")
  func longWords() {
    #expect(Suggestion.nearest(to: "activeDeadline", among: ["activeDeadlineSec"]) == "activeDeadlineSec")
    #expect(Suggestion.nearest(to: "activeDeadline", among: ["activeDeadlineSecs"]) == nil)
  }

  @Test(
    "the distance of two words counts letters added, dropped, replaced and swapped",
    arguments: [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abcd", "abd", 1), ("kitten", "sitting", 3)])
  func distance(one: String, other: String, expected: Int) {
    #expect(Suggestion.distance(Array(one.utf8), Array(other.utf8)) == expected)
  }
}
