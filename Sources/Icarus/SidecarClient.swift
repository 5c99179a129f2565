// SPDX-License-Identifier: Apache-2.0
package import Backups
import KubeModel
package import Outbound

/// Asks sidecars over HTTP.
package struct SidecarClient: Sidecar {
  /// In bytes. With a backup every minute a sidecar knows two hours of them, each twice, as coordinator and as node, of
  /// some 2 KiB: half a megabyte. A list of entities may be long, and stands in each.
  static let longestAnswer = 4 << 20

  /// Whole seconds for what takes milliseconds in a cluster: time for the first packet to be sent a second time, and no
  /// more, since a pod that is gone is not reached by waiting.
  private static let connecting = Duration.seconds(3)

  /// The sidecar has none. It answers from memory, a POST before the work begins; this leaves time for half a CPU and a
  /// collection of Java's garbage.
  private static let answering = Duration.seconds(10)

  private let transport: any HTTPTransport

  package init(_ transport: any HTTPTransport) {
    self.transport = transport
  }

  package func start(
    _ request: OperationRequest, at endpoint: SidecarEndpoint, _ version: SidecarVersion
  ) async throws(SidecarError) -> SidecarOperation {
    let response = try await response(.post, "/operations", at: endpoint, body: request.body(for: version))
    guard response.head.status == 201 else { throw SidecarError(response) }
    if let operation = Self.json(response).flatMap(SidecarOperation.init) { return operation }
    guard let id = Self.id(inLocationOf: response.head) else {
      throw .unreadable("it answered 201, and neither the body nor the field Location has the id of an operation")
    }
    return SidecarOperation(id: id, kind: request.kind, state: .pending)
  }

  package func operation(
    _ id: String, at endpoint: SidecarEndpoint
  ) async throws(SidecarError) -> SidecarOperation? {
    guard SidecarOperation.isID(id) else { return nil }
    let response = try await response(.get, "/operations/\(id)", at: endpoint)
    switch response.head.status {
    case 200:
      guard let operation = Self.json(response).flatMap(SidecarOperation.init) else {
        throw .unreadable("it answered 200 with something that is no operation")
      }
      return operation
    // Its way to say 404, which no version known says itself. The text is Java's, and may change.
    case 500, 404: return nil
    default: throw SidecarError(response)
    }
  }

  package func operations(at endpoint: SidecarEndpoint) async throws(SidecarError) -> [SidecarOperation] {
    let response = try await response(.get, "/operations", at: endpoint)
    guard response.head.status == 200 else { throw SidecarError(response) }
    guard let list = Self.json(response), list.kind == .array else {
      throw .unreadable("it answered 200 with something that is no list of operations")
    }
    return list.elements.compactMap(SidecarOperation.init)
  }

  package func cancel(_ id: String, at endpoint: SidecarEndpoint) async throws(SidecarError) -> Bool {
    guard SidecarOperation.isID(id) else { return false }
    let response = try await response(.delete, "/operations/\(id)", at: endpoint)
    switch response.head.status {
    case 200..<300: return true
    case 404: return false
    default: throw SidecarError(response)
    }
  }

  package func version(at endpoint: SidecarEndpoint) async throws(SidecarError) -> SidecarVersion? {
    let response = try await response(.get, "/version", at: endpoint)
    guard response.head.status == 200 else { throw SidecarError(response) }
    return Self.json(response)?["version"]?.string.flatMap { SidecarVersion($0) }
  }
}

extension SidecarClient {
  private func response(
    _ method: OutboundRequest.Method, _ path: String, at endpoint: SidecarEndpoint, body: JSONValue? = nil
  ) async throws(SidecarError) -> OutboundResponse {
    guard let root = endpoint.url else {
      throw .unreachable("\"\(PlainText.line("\(endpoint)", longest: 100))\" is no name or address with a port")
    }
    let request = OutboundRequest(
      method, root + path, fields: body == nil ? [] : [OutboundField("Content-Type", "application/json")],
      body: body.map { Array($0.rawBytes) } ?? [],
      timeouts: OutboundTimeouts(connect: Self.connecting, total: Self.answering),
      responseLimit: Self.longestAnswer, isRepeatable: method == .get)
    do {
      return try await transport.response(to: request)
    } catch {
      throw SidecarError(error)
    }
  }

  private static func json(_ response: OutboundResponse) -> JSONValue? {
    try? JSONValue(parsing: response.body)
  }

  /// From `http://HOST/operations/ID`.
  private static func id(inLocationOf head: OutboundHead) -> String? {
    guard let parts = head.fields["Location"]?.split(separator: "/"), parts.dropLast().last == "operations",
      let id = parts.last.map(String.init), SidecarOperation.isID(id)
    else { return nil }
    return id
  }
}
