// SPDX-License-Identifier: Apache-2.0
internal import Outbound

/// Puts the head of a response together from the lines that libcurl hands over, which it has checked to be HTTP.
struct HeadCollector {
  enum Progress: Equatable {
    case incomplete
    case head(OutboundHead)
    case tooLong
    /// After the head: a trailer, which nobody reads.
    case ignored
  }

  private let limit: Int
  private var bytes = 0
  private var head = OutboundHead(status: 0)
  private(set) var isComplete = false

  /// - Parameter limit: bytes of all lines together, those of interim responses (1xx) included.
  init(limit: Int) { self.limit = limit }

  /// - Parameter line: one line with its end; the empty line completes a head.
  mutating func receive(_ line: some Collection<UInt8>) -> Progress {
    guard !isComplete else { return .ignored }
    bytes += line.count
    guard bytes <= limit else { return .tooLong }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      head = OutboundHead(status: Self.status(text))
    } else if text.allSatisfy(\.isWhitespace) {
      guard head.status >= 200 else { return .incomplete }
      isComplete = true
      return .head(head)
    } else {
      addField(text)
    }
    return .incomplete
  }

  private static func status(_ line: String) -> Int {
    line.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0.prefix { $0.isWholeNumber }) } ?? 0
  }

  private mutating func addField(_ text: String) {
    if let first = text.first, first.isWhitespace, let last = head.fields.indices.last {
      // A folded line goes on with the value of the one before (RFC 9112, section 5.2).
      head.fields[last].value += " " + Self.trimmed(text)
    } else {
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first, let value = parts.dropFirst().first else { return }
      head.fields.append(OutboundField(Self.trimmed(name), Self.trimmed(value)))
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    guard let start = text.firstIndex(where: { !$0.isWhitespace }),
      let end = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[start...end])
  }
}
