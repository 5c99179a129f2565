// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension JSONValue {
  /// A time that can be read. What cannot be is as if nobody had written it.
  func time(_ name: String) -> Instant? {
    self[name]?.string.flatMap { try? Instant(parsing: $0) }
  }

  /// A text that says something.
  func text(_ name: String) -> String? {
    self[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension JSONValue {
  static func time(_ time: Instant) -> JSONValue { .string(time.description) }
}

extension JSONWriter {
  mutating func time(_ name: String, _ time: Instant?) {
    if let time { member(name, time.description) }
  }

  mutating func text(_ name: String, _ text: String?) {
    if let text { member(name, text) }
  }
}
