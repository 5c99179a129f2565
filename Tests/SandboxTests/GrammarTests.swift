// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel
import Testing

@testable import Sandbox

@Suite("Texts as the sidecar reads and writes them")
struct GrammarTests {
  @Test(
    "locations are read by greedy patterns",
    arguments: [
      ("s3://b", "s3", nil, "b", nil), ("s3://b/", "s3", nil, "b", nil), ("gs://b", "gs", nil, "b", nil),
      ("s3://b/c/d/n", "s3", nil, "b", "c/d/n"), ("s3://b/p1/c/d/n", "s3", nil, "b/p1", "c/d/n"),
      ("file:///a/b/c/d", "file", "", "a", "b/c/d"), ("file:///a/b/c/d/e", "file", "/a", "b", "c/d/e"),
      ("file:///x/a/b/c/d/e/", "file", "/x/a", "b", "c/d/e"), ("a://b/c/d/n://x", "a://b/c/d/n", nil, "x", nil),
    ] as [(String, String, String?, String, String?)])
  func locations(text: String, provider: String, directory: String?, bucket: String, folder: String?) throws {
    let location = try #require(SidecarLocation(parsing: text))
    #expect(location.provider == provider)
    #expect(location.directory == directory)
    #expect(location.bucket == bucket)
    #expect(location.folder?.path == folder)
    #expect(location.text == (text.hasSuffix("/") ? String(text.dropLast()) : text))
  }

  @Test(
    "what fits no pattern is no location",
    arguments: [
      "s3://b/p", "s3://b/a/b", "s3://", "s3:///", "s3:b", "b", "", "file:///x", "file://a/b/c/d", "file://b",
    ])
  func noLocations(text: String) {
    #expect(SidecarLocation(parsing: text) == nil)
  }

  @Test(
    "entities are split at commas and spaces, and what has two dots is dropped",
    arguments: [
      ("", "", true), ("k1", "k1", false), (" k1 , k2 ", "k1,k2", false), ("k1  k2,,k1", "k1,k2", false),
      ("k . t,k.u", "k.t,k.u", false), ("a.b.c", "", true), ("a.b.c,k.t", "k.t", false), (".t", "", true),
      ("k1\tk2", "k1\tk2", false), ("k,k.t", "k.t", false),
    ])
  func entities(text: String, written: String, isEverything: Bool) {
    let entities = SidecarEntities(parsing: text)
    #expect(entities.text == written)
    #expect(entities.isEverything == isEverything)
    #expect(entities.isMixed == (text == "k,k.t"))
  }

  @Test(
    "numbers look as Java writes them",
    arguments: [
      (0, "0.0"), (1, "1.0"), (Float(1) / 3, "0.33333334"), (0.001, "0.001"), (0.0001, "1.0E-4"), (0.00025, "2.5E-4"),
      (0.00001, "1.0E-5"), (0.000012, "1.2E-5"), (0.000999, "9.99E-4"),
    ] as [(Float, String)])
  func numbers(value: Float, text: String) {
    #expect(JavaFloat.text(value) == text)
  }

  @Test("objects are indented, arrays are not, and what is empty takes one line")
  func pretty() throws {
    let value = try JSONValue(parsing: Array(#"{"a":[1,{"b":"\"\n"}],"c":{},"d":[],"e":{"f":true}}"#.utf8))
    #expect(
      PrettyJSON.text { $0.value(value) } == #"""
        {
          "a" : [ 1, {
            "b" : "\"\n"
          } ],
          "c" : { },
          "d" : [ ],
          "e" : {
            "f" : true
          }
        }
        """#)
  }

  @Test("escapes in URLs are resolved, and what is none stays")
  func escapes() {
    #expect(PercentEncoding.decode("a%20b%c3%A4+%zz%4%-0%") == "a bä+%zz%4%-0%")
    #expect(PercentEncoding.values(of: "a b", in: "a%20b=1+2&x=3&a+b&a+b=%26") == ["1 2", "", "&"])
  }

  @Test("a UUID has 36 characters of the right kinds")
  func identifiers() {
    var generator: any RandomNumberGenerator & Sendable = Counting()
    let id = RandomUUID.next(from: &generator)
    #expect(RandomUUID.isOne(id))
    #expect(RandomUUID.isOne(id.uppercased()))
    #expect(Array(id)[14] == "4")
    for wrong in [id + "0", String(id.dropLast()), id.replacing("-", with: "_"), "g" + id.dropFirst()] {
      #expect(!RandomUUID.isOne(wrong))
    }
  }

  @Test("hostile texts take no longer than they are", .timeLimit(.minutes(1)))
  func hostile() {
    #expect(SidecarLocation(parsing: String(repeating: "://", count: 20_000))?.folder != nil)
    #expect(SidecarLocation(parsing: "file" + String(repeating: "://", count: 20_000)) != nil)
    #expect(SidecarEntities(parsing: String(repeating: "a.b.c , ", count: 10_000)).isEverything)
  }
}
