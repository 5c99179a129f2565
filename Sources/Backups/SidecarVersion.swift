// SPDX-License-Identifier: Apache-2.0

/// A version of Icarus, which decides what a request may and must hold.
package struct SidecarVersion: Sendable, Hashable {
  package let major: Int
  package let minor: Int
  package let patch: Int

  /// What CassKop runs unless it is told otherwise.
  package static let usual = SidecarVersion(major: 1, minor: 1, patch: 3)

  private init(major: Int, minor: Int, patch: Int) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  /// Reads `1.1.3`, `v1.1.3` and `2.0.0-alpha1`, which counts as 2.0.0. Nil for all that does not begin with three
  /// numbers.
  package init?(_ text: String) {
    let number = text.hasPrefix("v") ? text.dropFirst() : Substring(text)
    let core = number.prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    guard let major = Int(parts[0]), let minor = Int(parts[1]), let patch = Int(parts[2]) else { return nil }
    self.init(major: major, minor: minor, patch: patch)
  }

  /// The tag of an image: `registry:5000/icarus:1.1.3@sha256:…`. Nil without a tag, and for one that is no version.
  package init?(imageReference: String) {
    let name = imageReference.prefix { $0 != "@" }
    let last = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    // What stands before the last slash may have a port.
    guard let colon = last.firstIndex(of: ":") else { return nil }
    self.init(String(last[last.index(after: colon)...]))
  }

  /// From here on it refuses a backup that does not say where the data are.
  package var takesDataDirectories: Bool { self >= SidecarVersion(major: 2, minor: 0, patch: 0) }

  /// Before, it answers 500 to any duration, in whatever form.
  package var takesDuration: Bool { self >= SidecarVersion(major: 2, minor: 0, patch: 2) }

  /// Later ones know the credentials of their environment only.
  package var takesKubernetesSecrets: Bool { self < SidecarVersion(major: 3, minor: 0, patch: 0) }

  /// Later ones know those only that are known to every sidecar.
  package var takesEveryProvider: Bool { self < SidecarVersion(major: 3, minor: 0, patch: 0) }
}

extension SidecarVersion: Comparable {
  package static func < (one: SidecarVersion, other: SidecarVersion) -> Bool {
    (one.major, one.minor, one.patch) < (other.major, other.minor, other.patch)
  }
}

extension SidecarVersion: CustomStringConvertible {
  package var description: String { "\(major).\(minor).\(patch)" }
}
