// SPDX-License-Identifier: Apache-2.0
import HTTPServer

/// What the webhook listener answers to.
enum Route: String {
  case validate
  case mutate

  private static let paths: [String: Route] = ["/validate": .validate, "/mutate": .mutate]

  static func find(_ request: HTTPRequest) -> Result<Route, RouteError> {
    guard let route = paths[request.path] else { return .failure(.path) }
    guard request.method == .post else { return .failure(.method) }
    guard isJSON(request.fields["content-type"]) else { return .failure(.contentType) }
    return .success(route)
  }

  /// `application/json`, with or without parameters.
  private static func isJSON(_ contentType: String?) -> Bool {
    guard let type = contentType?.split(separator: ";", omittingEmptySubsequences: false).first else { return false }
    return type.lowercased().filter { $0 != " " && $0 != "\t" } == "application/json"
  }
}
