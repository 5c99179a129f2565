// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Why a text is not a rate limit.
package enum BandwidthError: InvalidValue {
  case syntax(meant: String?)
  case zero
  case tooLarge
  case tooManyGiga

  package var message: String {
    switch self {
    case .syntax(let meant?): "must be digits with an optional K, M or G (bytes per second), did you mean \(meant)?"
    case .syntax(nil): "must be digits with an optional K, M or G (bytes per second), for example 10M"
    case .zero: "must be at least 1; leave it out for no limit"
    case .tooLarge: "the number must be at most 2147483647: use K, M or G"
    case .tooManyGiga: "must be at most 1000G; leave it out for no limit"
    }
  }
}
