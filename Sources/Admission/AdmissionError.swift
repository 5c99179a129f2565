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
    case .kind(let found): "kind must be AdmissionReview, found \(AdmissionError.shown(found))"
    case .version(let found):
      "apiVersion must be \(AdmissionError.versions), found \(AdmissionError.shown(found))"
    case .noRequest: "the review has no request"
    case .noUID: "the request has no uid, so no answer could name it"
    }
  }

  private static let versions = AdmissionVersion.allCases.map(\.rawValue).joined(separator: " or ")

  /// Anybody may have sent it, of any length, and it goes to a log.
  private static func shown(_ text: String?) -> String {
    text.map { "\"\(PlainText.line($0, longest: 60))\"" } ?? "none"
  }
}
