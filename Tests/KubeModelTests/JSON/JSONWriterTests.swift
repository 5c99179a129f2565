// SPDX-License-Identifier: Apache-2.0

import Foundation
import KubeModel
import TestSupport
import Testing

@Suite("JSONWriter")
struct JSONWriterTests {
  private func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("text is compact, with commas and colons in their places")
  func compact() throws {
    let received = try JSONValue(parsing: Array("[ 1e3 ]".utf8))
    let text = written { writer in
      writer.object { object in
        object.member("a", 1)
        object.name("b")
        object.array { array in
          array.null()
          array.object { _ in }
          array.array { _ in }
          array.bool(true)
          array.string("x")
        }
        object.member("c", false)
        object.member("d", "text")
        object.member("e", received)
      }
    }
    #expect(text == #"{"a":1,"b":[null,{},[],true,"x"],"c":false,"d":"text","e":[ 1e3 ]}"#)
  }

  @Test(
    "strings are escaped where they must be and nowhere else",
    arguments: [
      ("", #""""#), ("a/b é 😀 \u{7F}", "\"a/b é 😀 \u{7F}\""), ("\"\\", #""\"\\""#),
      ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
      ("\u{0}\u{1}\u{1F}", #""\u0000\u0001\u001f""#), ("<>&\u{2028}", "\"<>&\u{2028}\""),
    ])
  func escapes(string: String, text: String) {
    #expect(written { $0.string(string) } == text)
  }

  @Test("integers of every width are written in full")
  func integers() {
    #expect(written { $0.integer(Int64.min) } == "-9223372036854775808")
    #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
  }

  @Test("what is written is read back, by us and by Foundation")
  func roundTrip() throws {
    var random = SplitMix64(seed: 42)
    for _ in 0..<500 {
      let scalars = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7F : 0x10FFFF), using: &random))
      }
      let string = String(String.UnicodeScalarView(scalars))
      let value = JSONValue.string(string)
      #expect(value.string.map { Array($0.utf8) } == Array(string.utf8))
      let other = try #require(FoundationVerdict.parse(Array(value.rawBytes)))
      #expect(FoundationVerdict.agrees(value, other))
    }
  }
}
