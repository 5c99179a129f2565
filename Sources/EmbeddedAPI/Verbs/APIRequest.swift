// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import HTTPServer
internal import KubeModel

/// A request about objects, read.
struct APIRequest: Sendable {
  /// What objects are answered as, with the version of `meta.k8s.io` where that says how.
  enum Form: Sendable, Equatable {
    case whole
    case table(version: String)
    case metadata(version: String)
  }

  let target: Target
  let query: RequestQuery
  let body: [UInt8]
  /// Without parameters.
  let contentType: String
  let form: Form
  let options: OptionsCheck
  let isDryRun: Bool

  init(_ request: HTTPRequest, _ target: Target) throws(APIFailure) {
    self.target = target
    query = try RequestQuery(request.query)
    body = request.body
    let type = request.fields["content-type"] ?? "application/json"
    contentType = String(type.split(separator: ";").first ?? "").trimmed
    form = try Self.form(request.fields["accept"] ?? "*/*")
    options = OptionsCheck(request.method)
    isDryRun = try options.isDryRun(query.all("dryRun"))
    try options.check(fieldManager: query["fieldManager"])
  }

  /// The first of the forms that the client takes and this server has.
  private static func form(_ accept: String) throws(APIFailure) -> Form {
    for media in accept.split(separator: ",") {
      let parts = media.split(separator: ";").map { String($0).trimmed }
      guard ["application/json", "application/*", "*/*"].contains(parts.first) else { continue }
      guard let kind = parts.first(where: { $0.hasPrefix("as=") }) else { return .whole }
      guard let version = ["v1", "v1beta1"].first(where: { parts.contains("v=\($0)") }) else { continue }
      switch kind {
      case "as=Table": return .table(version: version)
      case "as=PartialObjectMetadata", "as=PartialObjectMetadataList": return .metadata(version: version)
      default: continue
      }
    }
    throw APIFailure(.notAcceptable, "only the following media types are accepted: application/json")
  }

  func json() throws(APIFailure) -> JSONValue {
    switch contentType {
    case "application/json": return try Self.json(body)
    case ProtobufReader.contentType:
      guard let message = ProtobufDescriptor.object(of: target.resource.resource.kind) else { fallthrough }
      do throws(ProtobufReader.Malformed) {
        return try ProtobufReader.object(body, message)
      } catch {
        throw .badRequest("\(error)")
      }
    default: throw .unsupportedMediaType(["application/json"])
    }
  }

  /// - Parameter body: of at most what the server's limits allow.
  static func json(_ body: [UInt8]) throws(APIFailure) -> JSONValue {
    do {
      return try JSONValue(parsing: body)
    } catch {
      throw .badRequest("the body of the request is not JSON: \(error)")
    }
  }

  /// Which objects of a list, or of what a watch tells, are wanted.
  func selection() throws(APIFailure) -> Selection { try Selection(target, query) }
}

extension String {
  fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
