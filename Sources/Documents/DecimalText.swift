// SPDX-License-Identifier: Apache-2.0

/// The shortest decimal digits of a float, and the two ways in which Go writes them.
struct DecimalText {
  private var isNegative: Bool
  private var digits: String
  /// The value is 0.`digits` times ten to this.
  private var exponent: Int

  /// As encoding/json writes a float64. The value is finite.
  static func json(_ value: Double) -> String {
    // Kubernetes reads -0 as the integer 0.
    guard value != 0 else { return "0" }
    let text = DecimalText(value.description)
    return (1e-6..<1e21).contains(value.magnitude) ? text.positional : text.scientific(exponentDigits: 1)
  }

  /// As kubectl's YAML reader writes a number that names a member.
  static func memberName(_ value: Float) -> String {
    if value.isNaN { return ".nan" }
    if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
    if value == 0 { return value.sign == .minus ? "-0" : "0" }
    let text = DecimalText(value.description)
    return (-4..<6).contains(text.exponent - 1) ? text.positional : text.scientific(exponentDigits: 2)
  }

  /// From Swift's own shortest form: `12.5`, `1e-07`, `1.5e+300`. Not for zero.
  private init(_ description: String) {
    let parts = description.split(separator: "e")
    let number = parts[0].split(separator: "-").last ?? "0"
    let halves = number.split(separator: ".", omittingEmptySubsequences: false)
    let whole = halves[0]
    let fraction = halves.count > 1 ? halves[1] : ""
    let all = (whole + fraction)
    let leadingZeros = all.prefix { $0 == "0" }.count
    isNegative = description.hasPrefix("-")
    exponent = whole.utf8.count - leadingZeros + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let significant = all.dropFirst(leadingZeros)
    let trailingZeros = significant.reversed().prefix { $0 == "0" }.count
    digits = String(significant.dropLast(trailingZeros))
  }

  private var sign: String { isNegative ? "-" : "" }

  private var positional: String {
    let count = digits.utf8.count
    if exponent <= 0 { return sign + "0." + zeros(-exponent) + digits }
    if exponent >= count { return sign + digits + zeros(exponent - count) }
    return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
  }

  private func scientific(exponentDigits: Int) -> String {
    let power = exponent - 1
    let powerDigits = String(power.magnitude)
    let fraction = digits.dropFirst()
    return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
      + (power < 0 ? "e-" : "e+") + zeros(exponentDigits - powerDigits.utf8.count) + powerDigits
  }

  private func zeros(_ count: Int) -> String {
    String(repeating: "0", count: max(0, count))
  }
}
