// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Logging
import Testing

@testable import Command

@Suite("Log lines in JSON")
struct JSONLogHandlerTests {
  private struct Broken: Error, CustomStringConvertible {
    let description = "broken"
  }

  private func line(
    _ message: String, _ metadata: Logger.Metadata? = nil,
    of handler: JSONLogHandler = JSONLogHandler(label: "cassette"),
    error: (any Error)? = nil
  ) -> String {
    let event = LogEvent(
      level: .warning, message: "\(message)", error: error, metadata: metadata, source: "s", file: "f", function: "f",
      line: 1)
    return handler.line(event, at: Instant(seconds: 1_795_348_800, nanoseconds: 500_000_000))
  }

  private static let start = #"{"time":"2026-11-22T12:00:00.5Z","level":"warning","logger":"cassette","#

  @Test("time, level, logger, message")
  func plain() {
    #expect(line("hello") == Self.start + #""message":"hello"}"#)
  }

  @Test("metadata are members of their own, in the order of their names; the event's win")
  func metadata() {
    var handler = JSONLogHandler(label: "cassette")
    handler[metadataKey: "b"] = "of the logger"
    handler[metadataKey: "c"] = "of the logger"
    #expect(handler[metadataKey: "b"] == "of the logger")
    #expect(
      line("m", ["a": "1", "c": "of the event"], of: handler)
        == Self.start + #""message":"m","a":"1","b":"of the logger","c":"of the event"}"#)
  }

  @Test("whatever is logged, it is one line of JSON")
  func hostile() {
    #expect(line("a\n\"b\"\u{1B}", ["k\n": "v\n"]) == Self.start + #""message":"a\n\"b\"\u001b","k\n":"v\n"}"#)
  }

  @Test("metadata never hide what every line has")
  func reserved() {
    #expect(line("m", ["level": "x", "time": "y"]) == Self.start + #""message":"m","level_":"x","time_":"y"}"#)
  }

  @Test("the error of an event is shown, unless the metadata already tell")
  func error() {
    #expect(line("m", error: Broken()) == Self.start + #""message":"m","error":"broken"}"#)
    #expect(line("m", ["error": "mine"], error: Broken()) == Self.start + #""message":"m","error":"mine"}"#)
  }

  @Test("nested metadata are text")
  func nested() {
    #expect(line("m", ["list": ["a", "b"]]) == Self.start + #""message":"m","list":"[\"a\", \"b\"]"}"#)
  }
}
