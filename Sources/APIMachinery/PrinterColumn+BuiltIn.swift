// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// The columns of built-in resources (k8s.io/kubernetes, `pkg/printers/internalversion`).
extension PrinterColumn {
  static let namespace = [name, text("Status", "status", "phase"), age()]
  static let secret = [name, text("Type", "type"), count("Data", "data"), age()]
  static let configMap = [name, count("Data", "data", "binaryData"), age()]
  static let lease = [name, text("Holder", "spec", "holderIdentity"), age()]
  static let customResourceDefinition = [
    name,
    PrinterColumn("Created At", type: "date") { object, _ in object.at("metadata", "creationTimestamp") ?? .null },
  ]
  static let webhookConfiguration = [name, count("Webhooks", type: "integer", "webhooks"), age()]

  static let service = [
    name, text("Type", "spec", "type"), text("Cluster-IP", "spec", "clusterIP"),
    PrinterColumn("External-IP") { object, _ in .string(list(object.at("spec", "externalIPs"))) },
    PrinterColumn("Port(s)") { object, _ in
      let ports = object.at("spec", "ports")?.elements.map { port in
        "\(port["port"]?.integer ?? 0)/\(port["protocol"]?.string ?? "TCP")"
      }
      return .string(ports.map { $0.joined(separator: ",") } ?? "<none>")
    },
    age(),
    PrinterColumn("Selector", priority: 1) { object, _ in
      let pairs = object.at("spec", "selector")?.members.map { "\($0.name)=\($0.value.string ?? "")" } ?? []
      return .string(pairs.isEmpty ? "<none>" : pairs.sorted().joined(separator: ","))
    },
  ]

  static let event = [
    PrinterColumn("Last Seen") { event, now in
      .string(Age.text(since: known(event["lastTimestamp"]) ?? known(event["eventTime"]), now: now))
    },
    text("Type", "type"), text("Reason", "reason"),
    PrinterColumn("Object") { event, _ in
      let object = event["involvedObject"]
      let (kind, name) = (object?["kind"]?.string ?? "", object?["name"]?.string ?? "")
      return .string(name.isEmpty ? kind.lowercased() : "\(kind.lowercased())/\(name)")
    },
    PrinterColumn("Subobject", priority: 1) { event, _ in event.at("involvedObject", "fieldPath") ?? .string("") },
    PrinterColumn("Source", priority: 1) { event, _ in .string(source(of: event)) },
    PrinterColumn("Message") { event, _ in .string(trimmed(event["message"]?.string ?? "")) },
    PrinterColumn("First Seen", priority: 1) { event, now in
      .string(Age.text(since: known(event["firstTimestamp"]) ?? known(event["eventTime"]), now: now))
    },
    PrinterColumn("Count", priority: 1) { event, _ in .integer(max(event["count"]?.integer ?? 0, 1)) },
    PrinterColumn("Name", format: "name", priority: 1) { event, _ in event.at("metadata", "name") ?? .null },
  ]

  private static func known(_ time: JSONValue?) -> JSONValue? { time.flatMap { $0.isNull ? nil : $0 } }

  private static func source(of event: JSONValue) -> String {
    let component = event.at("source", "component")?.string ?? event["reportingComponent"]?.string ?? ""
    let instance = event.at("source", "host")?.string ?? event["reportingInstance"]?.string ?? ""
    return instance.isEmpty ? component : "\(component), \(instance)"
  }

  private static func trimmed(_ text: String) -> String {
    guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[...last].drop(while: \.isWhitespace))
  }

  private static func list(_ array: JSONValue?) -> String {
    let texts = array?.elements.compactMap(\.string) ?? []
    return texts.isEmpty ? "<none>" : texts.joined(separator: ",")
  }

  static func text(_ name: String, priority: Int64 = 0, _ members: String...) -> PrinterColumn {
    let path = FieldPath(steps: members.map(FieldPath.Step.member))
    return PrinterColumn(name, priority: priority) { object, _ in
      let value = object.value(at: path)?.string ?? ""
      return .string(priority > 0 && value.isEmpty ? "<none>" : value)
    }
  }

  /// How much there is in all of the members.
  private static func count(_ name: String, type: String = "string", _ members: String...) -> PrinterColumn {
    PrinterColumn(name, type: type) { object, _ in
      .integer(Int64(members.reduce(0) { $0 + (object[$1]?.count ?? 0) }))
    }
  }
}
