// SPDX-License-Identifier: Apache-2.0
import HTTPServer
package import KubeModel
import Outbound

// What a sidecar answers.
extension SimulatedCluster {
  /// Sends a request to the pod of an address.
  package mutating func respond(to request: SidecarRequest, at address: String, now: Instant) -> SidecarReply {
    advance(to: now)
    guard let node = node(at: address), !nodes[node].faults.contains(.down) else { return .refused }
    let faults = nodes[node].faults
    if faults.contains(.hang) { return .silence }
    guard request.method == "POST" else { return .answer(answer(request, at: node)) }
    if faults.contains(.cutBeforeAccepting) { return .cut }
    if faults.contains(.refusesWith500) { return .answer(SidecarAnswer.failure("java.lang.OutOfMemoryError")) }
    let answer = answer(request, at: node)
    return faults.contains(.cutAfterAccepting) ? .cut : .answer(answer)
  }

  private mutating func answer(_ request: SidecarRequest, at node: Int) -> OutboundResponse {
    let mark = request.target.firstIndex(of: "?") ?? request.target.endIndex
    guard let route = SidecarRoute(request.target[..<mark]) else {
      return SidecarAnswer.failure(SidecarAnswer.notFound)
    }
    guard route.methods.contains(request.method) else {
      return SidecarAnswer.failure("HTTP 405 Method Not Allowed")
    }
    switch request.method {
    case "OPTIONS": return SidecarAnswer.response(200, "text/plain", route.methods.joined(separator: ", "))
    case "DELETE": return deletion(route, at: node)
    case "POST": return submission(request, at: node)
    default:
      guard request.acceptsJSON || route == .config else { return SidecarAnswer.failure("HTTP 406 Not Acceptable") }
      var answer = read(route, query: request.target[mark...].dropFirst(), at: node)
      if request.method == "HEAD" { answer.body = [] }
      return answer
    }
  }

  private func read(_ route: SidecarRoute, query: Substring, at node: Int) -> OutboundResponse {
    switch route {
    case .operations: return list(query, at: node)
    case .operation(let id):
      guard let key = key(of: id, at: node), let operation = operations[key] else {
        return SidecarAnswer.failure(SidecarAnswer.notFound, contentType: "application/json")
      }
      return SidecarAnswer.json(text(of: operation))
    case .status: return status(of: nodes[node])
    case .version: return SidecarAnswer.json(versionText)
    case .config: return SidecarAnswer.response(404)
    case .cassandraVersion, .schemaVersion, .topology: return cassandra(route, at: nodes[node])
    }
  }

  private func text(of operation: SidecarOperation) -> String {
    operation.text(at: clock, files: nodes[operation.node].pace.files)
  }

  private func key(of id: String, at node: Int) -> Int? {
    guard !nodes[node].faults.contains(.forgetsIDs) else { return nil }
    return nodes[node].operations.last { operations[$0]?.id == id }
  }
}

// MARK: Operations

extension SimulatedCluster {
  private mutating func submission(_ request: SidecarRequest, at node: Int) -> OutboundResponse {
    guard request.sendsJSON else { return SidecarAnswer.failure("HTTP 415 Unsupported Media Type") }
    guard request.acceptsJSON else { return SidecarAnswer.failure("HTTP 406 Not Acceptable") }
    var wanted: SidecarOperationRequest
    do throws(SidecarRequestError) {
      wanted = try SidecarOperationRequest(body: request.body, version: version)
    } catch {
      return SidecarAnswer.failure(error.message, contentType: "application/json")
    }
    if wanted.type == .backup, wanted.snapshotTag == nil { wanted.snapshotTag = "autosnap-\(clock.seconds)" }
    if version.judgesAtPost, let violation = wanted.violation(version, directories: directories) {
      return SidecarAnswer.json(violation.text, status: 400)
    }
    let key = accept(wanted, at: node, parent: nil)
    guard let operation = operations[key] else { preconditionFailure("operation \(key) is gone at once") }
    let host = request.fields["host"] ?? "\(nodes[node].address):4567"
    let location = OutboundField("Location", "http://\(host)/operations/\(operation.id)")
    return SidecarAnswer.json(text(of: operation), status: 201, fields: [location])
  }

  private mutating func deletion(_ route: SidecarRoute, at node: Int) -> OutboundResponse {
    guard case .operation(let id) = route, let key = key(of: id, at: node) else { return SidecarAnswer.response(404) }
    delete(key)
    return SidecarAnswer.response(202)
  }

  private func list(_ query: Substring, at node: Int) -> OutboundResponse {
    let types = PercentEncoding.values(of: "type", in: query)
    let states = PercentEncoding.values(of: "state", in: query).map { version.filtersByText ? $0 : $0.uppercased() }
    if !version.filtersByText {
      if let type = types.first(where: { SidecarOperationType(rawValue: $0)?.isKnown(to: version) != true }) {
        return Self.badFilter("unknown operation type", type)
      }
      if let state = states.first(where: { SidecarOperation.State(rawValue: $0) == nil }) {
        return Self.badFilter("unknown operation state", state)
      }
    }
    let texts = nodes[node].operations.reversed().compactMap { key -> String? in
      guard let operation = operations[key],
        types.isEmpty || types.contains(operation.request.type.rawValue),
        states.isEmpty || states.contains(operation.state.rawValue)
      else { return nil }
      return text(of: operation)
    }
    return SidecarAnswer.json(PrettyJSON.text { writer in writer.array(texts) { $0.literal($1) } })
  }

  private static func badFilter(_ message: String, _ value: String) -> OutboundResponse {
    SidecarAnswer.json(
      PrettyJSON.text { writer in
        writer.object { writer in
          writer.member("message", message)
          writer.member("invalidValue", value)
        }
      }, status: 400)
  }
}

// MARK: Cassandra

extension SimulatedCluster {
  private func status(of node: SimulatedNode) -> OutboundResponse {
    guard node.isUp, !node.faults.contains(.statusFails) else {
      return SidecarAnswer.exception("Failed to retrieve RMIServer stub")
    }
    return SidecarAnswer.json(
      PrettyJSON.text { writer in writer.object { $0.member("nodeState", "NORMAL") } })
  }

  private var versionText: String {
    PrettyJSON.text { writer in
      writer.object { writer in
        writer.member("version", version.rawValue)
        writer.member("buildTime", "2021-12-20T10:00:00Z")
        writer.member("gitCommit", "0000000000000000000000000000000000000000")
      }
    }
  }

  private func cassandra(_ route: SidecarRoute, at node: SimulatedNode) -> OutboundResponse {
    let unreachable = "Failed to retrieve RMIServer stub"
    switch route {
    case .cassandraVersion:
      guard node.isUp else { return SidecarAnswer.failure(unreachable) }
      return SidecarAnswer.json(
        PrettyJSON.text { writer in
          writer.object { writer in
            writer.member("major", 3)
            writer.member("minor", 11)
            writer.member("patch", 10)
          }
        })
    case .schemaVersion:
      guard node.isUp else { return SidecarAnswer.exception(unreachable) }
      return SidecarAnswer.json(
        PrettyJSON.text { writer in writer.object { $0.member("schemaVersion", schemaVersion) } })
    case .topology(let filter): return node.isUp ? topology(filter) : SidecarAnswer.exception(unreachable)
    default: return SidecarAnswer.failure(SidecarAnswer.notFound)
    }
  }

  private func topology(_ filter: String?) -> OutboundResponse {
    let wanted = (filter ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    let members = nodes.filter(\.isMember)
    guard Set(members.map(\.datacenter)).isSuperset(of: wanted) else {
      return SidecarAnswer.exception("unknown datacenter in \(wanted)")
    }
    return SidecarAnswer.json(
      PrettyJSON.text { writer in
        writer.object { writer in
          writer.member("timestamp", clock.milliseconds)
          writer.member("clusterName", name)
          writer.member("schemaVersion", schemaVersion)
          writer.name("topology")
          writer.array(members.filter { wanted.isEmpty || wanted.contains($0.datacenter) }) { writer, node in
            writer.object { writer in
              writer.member("hostname", node.pod)
              writer.member("cluster", name)
              writer.member("dc", node.datacenter)
              writer.member("rack", node.rack)
              writer.member("nodeId", node.hostID)
              writer.member("ipAddress", node.address)
            }
          }
        }
      })
  }
}

extension SidecarViolation {
  /// As Bean Validation lists it.
  fileprivate var text: String {
    PrettyJSON.text { writer in
      writer.array([self]) { writer, violation in
        writer.object { writer in
          writer.member("message", violation.message)
          writer.member("messageTemplate", violation.message)
          writer.member("path", violation.path)
          writer.member("invalidValue", violation.value)
        }
      }
    }
  }
}

extension SidecarRequest {
  fileprivate var sendsJSON: Bool {
    let type = (fields["content-type"] ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
    return type == "application/json"
  }

  fileprivate var acceptsJSON: Bool {
    guard let accept = fields["accept"]?.lowercased() else { return true }
    return accept.split(separator: ",").contains { range in
      let type = range.prefix { $0 != ";" }.filter { $0 != " " }
      return ["application/json", "application/*", "*/*"].contains(type)
    }
  }
}
