// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("JSONMembers")
struct JSONMembersTests {
  private func members(_ text: String) throws -> JSONMembers {
    JSONMembers(of: try JSONValue(parsing: Array(text.utf8)))
  }

  @Test("what is taken is gone, and what is left keeps its order")
  func taken() throws {
    var members = try members(#"{"b":1,"a":2,"c":3}"#)
    #expect(members.take("a")?.integer == 2)
    #expect(members.take("a") == nil)
    #expect(members.take("d") == nil)
    #expect(Array(members.names) == ["b", "c"])
  }

  @Test("of several with one name there is the last, however it is written")
  func last() throws {
    var members = try members(#"{"a":1,"b":2,"\u0061":3}"#)
    #expect(members.take("a")?.integer == 3)
    #expect(Array(members.names) == ["b"])
  }

  @Test("names are compared by bytes, to their ends", arguments: ["", "a", "abc", "\u{E9}", #"ab","x"#])
  func otherNames(name: String) throws {
    var members = try members(#"{"ab":1,"x":2,"e\u0301":3}"#)
    #expect(members.take(name) == nil)
  }

  @Test("what is no object has no members", arguments: ["null", "[1]", #""a""#, "{}"])
  func none(text: String) throws {
    var members = try members(text)
    #expect(members.take("a") == nil)
    #expect(Array(members.names).isEmpty)
  }
}
