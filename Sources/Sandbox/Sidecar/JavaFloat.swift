// SPDX-License-Identifier: Apache-2.0

/// How Java writes a 32-bit number from 0 to 1: `0.33333334`, but `1.0E-4` for what is less than a thousandth.
enum JavaFloat {
  static func text(_ value: Float) -> String {
    guard value > 0, value < 0.001 else { return value.description }
    // Swift writes the same shortest digits, as 0.0005 or 5e-05.
    let parts = value.description.split(separator: "e")
    let zeroes = parts[0].prefix { $0 == "0" || $0 == "." }
    let digits = parts[0].dropFirst(zeroes.count).filter { $0 != "." }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 1 - zeroes.count
    let fraction = digits.dropFirst().isEmpty ? "0" : String(digits.dropFirst())
    return "\(digits.prefix(1)).\(fraction)E\(exponent)"
  }
}
