// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@Suite("Who asks")
struct AuthorTests {
  private func author(_ text: String) throws -> Author? {
    Author(try JSONValue(parsing: Array(text.utf8)))
  }

  @Test("all that authorizers go by is read")
  func whole() throws {
    let text =
      #"{"username":"alice","uid":"7","groups":["a","system:authenticated"],"extra":{"scopes":["x","y"],"z":[]}}"#
    let alice = Author(
      username: "alice", uid: "7", groups: ["a", "system:authenticated"], extra: ["scopes": ["x", "y"], "z": []])
    #expect(try author(text) == alice)
  }

  @Test("a name is enough, and what has another type is as good as missing")
  func bare() throws {
    #expect(try author(#"{"username":"alice"}"#) == Author(username: "alice"))
    #expect(
      try author(#"{"username":"alice","uid":7,"groups":"a","extra":{"x":"y"}}"#)
        == Author(username: "alice", extra: ["x": []]))
    #expect(try author(#"{"username":"alice","groups":[1,"a",null]}"#) == Author(username: "alice", groups: ["a"]))
  }

  @Test(
    "without a name it is nobody", arguments: ["{}", "[]", "null", #"{"username":""}"#, #"{"uid":"7","username":7}"#])
  func nobody(text: String) throws {
    #expect(try author(text) == nil)
  }
}
