// SPDX-License-Identifier: Apache-2.0

/// A rate limit such as `10M`: digits with an optional K, M or G, in bytes per second, decimal (K is 1000).
///
/// The operator removes blanks and takes `(?i)^(\d+)([kmg]?)$`. Then it cuts the number to 32 bits without a word, and
/// the sidecar answers 500 to zero and to more than 1000 G; those are refused here.
package struct Bandwidth: Sendable, Equatable, Hashable {
  package enum Unit: String, Sendable, CaseIterable {
    case bytes = "", kilo = "K", mega = "M", giga = "G"

    /// The name of the unit in a request to the sidecar.
    package var sidecarName: String {
      switch self {
      case .bytes: "BPS"
      case .kilo: "KBPS"
      case .mega: "MBPS"
      case .giga: "GBPS"
      }
    }

    fileprivate var factor: Int64 {
      switch self {
      case .bytes: 1
      case .kilo: 1_000
      case .mega: 1_000_000
      case .giga: 1_000_000_000
      }
    }
  }

  /// 1 to 2147483647; with `giga` at most 1000.
  package let value: Int32
  package let unit: Unit

  package var bytesPerSecond: Int64 { Int64(value) * unit.factor }

  /// Reads a limit as written in `spec.bandwidth`.
  package init(parsing text: String) throws(BandwidthError) {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
    let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let suffix = String(decoding: bytes.dropFirst(digits.count), as: UTF8.self)
    guard !digits.isEmpty, let unit = Unit(suffix: suffix) else {
      throw .syntax(meant: Self.meant(digits: digits, suffix: suffix))
    }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    guard !significant.isEmpty else { throw .zero }
    guard significant.count <= 10, let value = Int32(String(decoding: significant, as: UTF8.self)) else {
      throw .tooLarge
    }
    guard unit != .giga || value <= 1000 else { throw .tooManyGiga }
    (self.value, self.unit) = (value, unit)
  }

  /// `10MB`, `10 MiB/s` and `10mbps` mean 10M to most people; bits do not exist here.
  private static func meant(digits: some Collection<UInt8>, suffix: String) -> String? {
    guard (1...9).contains(digits.count), suffix.utf8.count <= 8, let first = suffix.first else { return nil }
    guard let unit = Unit(suffix: String(first)) ?? (first == "B" ? .bytes : nil) else { return nil }
    let rest = suffix.lowercased().dropFirst(unit == .bytes ? 0 : 1)
    guard ["b", "ib", "b/s", "ib/s", "bps", "ibps", "/s"].contains(rest) else { return nil }
    return String(decoding: digits, as: UTF8.self) + unit.rawValue
  }
}

extension Bandwidth: CustomStringConvertible {
  package var description: String { "\(value)\(unit.rawValue)" }
}

extension Bandwidth.Unit {
  fileprivate init?(suffix: String) {
    guard suffix.utf8.count <= 1, suffix.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    self.init(rawValue: suffix.uppercased())
  }
}
