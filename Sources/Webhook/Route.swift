// SPDX-License-Identifier: Apache-2.0
import HTTPServer

/// What the webhook listener answers to.
enum Route: String {
  case validate
  case mutate

  static func find(_ request: HTTPRequest) -> Result<Route, RouteError> {
    let route: Route
    switch request.path {
    case "/validate": route = .validate
    case "/mutate": route = .mutate
    default: return .failure(.path)
    }
    guard request.method == .post else { return .failure(.method) }
    guard isJSON(request.fields["content-type"]) else { return .failure(.contentType) }
    return .success(route)
  }

  /// `application/json`, with or without parameters. The API server sends it plain.
  private static func isJSON(_ contentType: String?) -> Bool {
    if contentType == "application/json" { return true }
    guard let type = contentType?.split(separator: ";", omittingEmptySubsequences: false).first else { return false }
    return type.lowercased().filter { $0 != " " && $0 != "\t" } == "application/json"
  }
}
