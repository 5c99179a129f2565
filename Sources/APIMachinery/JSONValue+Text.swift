// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension JSONValue {
  /// The value as it was received.
  package var text: String { String(decoding: rawBytes, as: UTF8.self) }

  /// The integer that the API server reads this number as, `10` for `10.0` and `1e1`; nil for everything else.
  var integral: Int64? {
    if let integer { return integer }
    guard let text = numberText, let number = Double(text) else { return nil }
    return Int64(exactly: number)
  }

  var isIntegral: Bool { integral != nil }

  /// What a path of members leads to.
  package func at(_ members: String...) -> JSONValue? {
    members.reduce(self as JSONValue?) { value, name in value?[name] }
  }
}

extension JSONWriter {
  /// A value without anything inside, as the API server would write it again.
  mutating func scalar(_ value: JSONValue) {
    if let integral = value.integral { integer(integral) } else { self.value(value) }
  }
}
