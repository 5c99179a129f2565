// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Why a name does not lead to a time zone.
package enum TimeZoneError: InvalidValue {
  case unknown(meant: String?)
  /// It would leave the folder of the zone files.
  case path
  /// `Local` means another time on every machine.
  case local
  /// There is such a file, but it is not a zone file.
  case damaged
  /// The machine has no zone files at all.
  case noDatabase

  package var message: String {
    switch self {
    case .unknown(let meant?): "unknown time zone, did you mean \(meant)?"
    case .unknown(nil): "unknown time zone: write an IANA name such as UTC or Europe/Paris"
    case .path: "must be the name of a time zone such as Europe/Paris, without \"..\" and not beginning with / or \\"
    case .local: "Local means another time on every machine: name a time zone such as UTC or Europe/Paris"
    case .damaged: "is a file in the zone database, but not the rules of a time zone"
    case .noDatabase: "cannot be looked up: this machine has no zone database (install tzdata); UTC always works"
    }
  }
}
