// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KubeModel

@Suite("Bounds and errors of JSON")
struct JSONLimitsTests {
  private func error(_ text: String, _ limits: JSONLimits = JSONLimits()) -> JSONError? {
    do {
      _ = try JSONValue(parsing: Array(text.utf8), limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test("length, depth and number of values are bounded, exactly")
  func bounds() {
    #expect(error("[1]", JSONLimits(bytes: 3)) == nil)
    #expect(error("[10]", JSONLimits(bytes: 3)) == JSONError(reason: .tooLong(limit: 3), offset: 3))
    #expect(error("[[]]", JSONLimits(depth: 2)) == nil)
    #expect(error("[{\"a\":[]}]", JSONLimits(depth: 2)) == JSONError(reason: .tooDeep(limit: 2), offset: 6))
    #expect(error("[[],[]]", JSONLimits(depth: 2)) == nil)
    #expect(error("[1,2]", JSONLimits(values: 3)) == nil)
    #expect(error("[1,2,3]", JSONLimits(values: 3))?.reason == .tooManyValues(limit: 3))
  }

  @Test(
    "an error says what is wrong and where",
    arguments: [
      ("", JSONError.Reason.empty, 0), ("  ", .empty, 2), ("[1", .endsEarly, 2), ("{\"a\"", .endsEarly, 4),
      ("\"abc", .endsEarly, 4), ("\"a\\", .endsEarly, 3), ("-", .endsEarly, 1), ("[1,", .endsEarly, 3),
      ("[?]", .expectedValue, 1), ("{1:1}", .expectedName, 1), ("{\"a\" 1}", .expectedColon, 5),
      ("[1 2]", .expectedCommaOrEnd, 3), ("{\"a\":1 \"b\":2}", .expectedCommaOrEnd, 7), ("[1,]", .trailingComma, 3),
      ("1 2", .textAfterValue, 2), ("[nil]", .badLiteral, 1), ("[01]", .badNumber, 2), ("[1.]", .badNumber, 3),
      ("\"a\tb\"", .controlCharacterInString, 2), ("\"a\\q\"", .badEscape, 2), ("\"\\uD800\"", .loneSurrogate, 1),
    ])
  func reasons(text: String, reason: JSONError.Reason, offset: Int) {
    #expect(error(text) == JSONError(reason: reason, offset: offset))
  }

  @Test("errors are sentences for people")
  func descriptions() {
    #expect(
      JSONError(reason: .trailingComma, offset: 12).description
        == "not JSON at byte 12: a comma must be followed by another value or member")
    #expect(
      JSONError(reason: .tooDeep(limit: 512), offset: 600).description
        == "JSON refused at byte 600: objects and arrays are nested more than 512 deep")
  }

  @Test("a text at every bound at once is read, compared and counted in time")
  func large() throws {
    let depth = 500
    let inside = "{" + (0..<20_000).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    let text = String(repeating: "[", count: depth) + inside + String(repeating: "]", count: depth)
    let value = try JSONValue(parsing: Array(text.utf8))
    let other = try JSONValue(parsing: Array((" " + text.replacing("\"7\":0", with: "\"7\":1")).utf8))
    #expect(value != other)
    #expect(value.value(at: FieldPath(steps: Array(repeating: .index(0), count: depth)))?.count == 20_000)
  }
}
