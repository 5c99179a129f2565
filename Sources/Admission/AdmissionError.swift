// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Why a body is no AdmissionReview that could be answered: without a version or a uid there is no answer that the API
/// server would take.
package enum AdmissionError: Error, Equatable {
  case json(JSONError)
  case kind(found: String?)
  case version(found: String?)
  case noRequest
  case noUID
}

extension AdmissionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .json(let error): "the body is not JSON: \(error)"
    case .kind(let found): "kind must be AdmissionReview, found \(found ?? "none")"
    case .version(let found):
      "apiVersion must be \(AdmissionVersion.allCases.map(\.rawValue).joined(separator: " or ")), found \(found ?? "none")"
    case .noRequest: "the review has no request"
    case .noUID: "the request has no uid, so no answer could name it"
    }
  }
}
