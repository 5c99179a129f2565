// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a zone file.
package enum ZoneFileError: Error, Sendable, Equatable {
  /// It does not begin with `TZif` and a version from 1 to 4.
  case notAZoneFile
  case tooShort
  /// An index points nowhere, or the times do not ascend.
  case inconsistent
  /// The rule for the time after the last change cannot be read.
  case badRule
}
