// SPDX-License-Identifier: Apache-2.0

/// Why a request failed, in the words of Kubernetes (k8s.io/apimachinery, `metav1.StatusReason`).
package enum StatusReason: String, Sendable {
  case badRequest = "BadRequest"
  case unauthorized = "Unauthorized"
  case forbidden = "Forbidden"
  case notFound = "NotFound"
  case methodNotAllowed = "MethodNotAllowed"
  case alreadyExists = "AlreadyExists"
  case conflict = "Conflict"
  case gone = "Gone"
  case expired = "Expired"
  case notAcceptable = "NotAcceptable"
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
    case .unauthorized: 401
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .alreadyExists, .conflict: 409
    case .gone, .expired: 410
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
