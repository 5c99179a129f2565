// SPDX-License-Identifier: Apache-2.0
import Backups

/// The length of a certificate's life, as a flag gives it.
enum LifetimeSetting {
  /// In whole seconds, as certificates count; nil if nothing is given.
  static func seconds(_ flag: String, _ text: String?) throws(ConfigurationError) -> Int64? {
    guard let text else { return nil }
    do throws(GoDurationError) {
      return try GoDuration(parsing: text).nanoseconds / 1_000_000_000
    } catch {
      throw ConfigurationError("--\(flag) must be a duration such as 720h or 90m, found \"\(text)\": \(error.message)")
    }
  }
}
