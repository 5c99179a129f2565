// SPDX-License-Identifier: Apache-2.0

/// A whole request: its head is well formed and its body complete before anybody sees it.
package struct HTTPRequest: Sendable, Equatable {
  package var method: HTTPMethod
  /// The part of the target before `?`, never empty, not percent-decoded.
  package var path: String
  /// The part of the target after `?`, not percent-decoded.
  package var query: String?
  package var fields: HTTPFields
  /// At most `Limits.bodyBytes`.
  package var body: [UInt8]

  package init(method: HTTPMethod, path: String, query: String?, fields: HTTPFields, body: [UInt8]) {
    self.method = method
    self.path = path
    self.query = query
    self.fields = fields
    self.body = body
  }

  package init(method: HTTPMethod, target: String, fields: HTTPFields = HTTPFields(), body: [UInt8] = []) {
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    let query = mark == target.endIndex ? nil : String(target[target.utf8.index(after: mark)...])
    self.init(method: method, path: String(target[..<mark]), query: query, fields: fields, body: body)
  }

  /// The value of a query parameter, as sent.
  package func queryParameter(_ name: String) -> Substring? {
    query?.split(separator: "&").first { $0.hasPrefix(name) && $0.dropFirst(name.count).first == "=" }?
      .dropFirst(name.count + 1)
  }
}
