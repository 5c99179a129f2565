// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

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
}
