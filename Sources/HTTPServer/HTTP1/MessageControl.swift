// SPDX-License-Identifier: Apache-2.0

/// What the fields of a request say about the message itself: whom it is for, how long it is, what comes after it.
struct MessageControl: Sendable, Equatable {
  private(set) var hosts = 0
  private(set) var contentLengths = 0
  private(set) var contentLength: String?
  /// All codings in the order they were applied, as one list.
  private(set) var transferCodings: String?
  private(set) var expectation: String?
  private(set) var asksToClose = false
  private(set) var asksToKeepAlive = false

  mutating func note(_ name: String, _ value: String) throws(Refusal) {
    // Lengths tell nearly all other names apart without comparing them with each of these.
    switch name.utf8.count {
    case 4 where name == "host":
      hosts += 1
      guard FieldRules.authority.containsAll(value.utf8.span) else {
        throw .malformed("The Host field holds a byte that a host may not hold.")
      }
    case 14 where name == "content-length":
      contentLengths += 1
      contentLength = value
    case 17 where name == "transfer-encoding":
      transferCodings = transferCodings.map { "\($0),\(value)" } ?? value
    case 10 where name == "connection":
      noteConnection(value)
    case 6 where name == "expect":
      expectation = expectation.map { "\($0),\(value)" } ?? value
    default:
      break
    }
  }

  private mutating func noteConnection(_ value: String) {
    for option in Self.list(value) {
      if option.equalsIgnoringCase("close") { asksToClose = true }
      if option.equalsIgnoringCase("keep-alive") { asksToKeepAlive = true }
    }
  }

  /// The elements of a comma-separated list without the blanks around them; empty ones are kept for the caller.
  static func list(_ value: String) -> [String] {
    value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { element in
      var element = element
      while let first = element.first, FieldRules.isBlank(first) { element.removeFirst() }
      while let last = element.last, FieldRules.isBlank(last) { element.removeLast() }
      return String(Substring(element))
    }
  }
}
