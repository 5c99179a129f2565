// SPDX-License-Identifier: Apache-2.0
import HTTPServer
import KubeModel

/// Why a request leads nowhere.
enum RouteError: Error {
  case path
  case method
  case contentType

  var response: HTTPResponse {
    var response = HTTPResponse(status)
    if self == .method { response.fields.append("allow", "POST") }
    return response
  }

  private var status: Status {
    switch self {
    case .path: Status(.notFound, message: "this server answers POST /validate and POST /mutate")
    case .method: Status(.methodNotAllowed, message: "reviews are sent with POST")
    case .contentType: Status(.unsupportedMediaType, message: "reviews are sent as Content-Type: application/json")
    }
  }
}
