// SPDX-License-Identifier: Apache-2.0

/// Why a request failed, in the words of Kubernetes (k8s.io/apimachinery, `metav1.StatusReason`).
package enum StatusReason: String, Sendable {
  case badRequest = "BadRequest"
  case notFound = "NotFound"
  case methodNotAllowed = "MethodNotAllowed"
  case requestEntityTooLarge = "RequestEntityTooLarge"
  case unsupportedMediaType = "UnsupportedMediaType"
  case invalid = "Invalid"
  case tooManyRequests = "TooManyRequests"
  case internalError = "InternalError"
  case serviceUnavailable = "ServiceUnavailable"
  case timeout = "Timeout"

  /// The HTTP status code that Kubernetes sends with it.
  package var code: Int {
    switch self {
    case .badRequest: 400
    case .notFound: 404
    case .methodNotAllowed: 405
    case .requestEntityTooLarge: 413
    case .unsupportedMediaType: 415
    case .invalid: 422
    case .tooManyRequests: 429
    case .internalError: 500
    case .serviceUnavailable: 503
    case .timeout: 504
    }
  }
}
