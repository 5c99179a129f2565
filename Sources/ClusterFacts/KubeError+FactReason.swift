// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension KubeError {
  /// Why a fact is unknown, in the few words that a warning has room for: completes "could not be checked: ". The log has
  /// the rest.
  func factReason(about resource: KubeResource) -> String {
    switch cause {
    case .refused(let status, _) where status.code == 403 || status.code == 401:
      "cassette may not \(verb) \(resource.plural)"
    case .refused(let status, _): "the API server answered \(status.code)"
    case .unreachable: "the API server cannot be reached"
    case .unanswered, .cancelled: "the API server did not answer"
    case .malformed: "the API server's answer cannot be read"
    }
  }
}
