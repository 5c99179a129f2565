// SPDX-License-Identifier: Apache-2.0

/// Header fields in the order they came. Names are kept in lower case, the form HTTP/2 requires and HTTP/1.1 permits.
package struct HTTPFields: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    package var name: String
    package var value: String
  }

  package private(set) var list: [Field] = []

  package init() {}

  /// Fields are appended one by one; room made once saves the list from moving as it grows.
  package mutating func reserveCapacity(_ count: Int) {
    list.reserveCapacity(count)
  }

  /// - Parameter name: in lower case; the caller has checked that it is a token (RFC 9110, section 5.6.2).
  package mutating func append(_ name: String, _ value: String) {
    list.append(Field(name: name, value: value))
  }

  /// The first field of that name, which is asked for in lower case.
  package subscript(_ name: String) -> String? {
    list.first { $0.name == name }?.value
  }

  package func values(of name: String) -> [String] {
    list.filter { $0.name == name }.map(\.value)
  }
}
