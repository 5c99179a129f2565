// SPDX-License-Identifier: Apache-2.0
import Backups
import Icarus
import KubeModel
import Policy
import Testing

@testable import Reconcilers

/// A Sunday.
let noon = time("2026-11-22T12:00:00Z")

func time(_ text: String) -> Instant {
  do {
    return try Instant(parsing: text)
  } catch {
    preconditionFailure("a time of a test: \(text)")
  }
}

func json(_ text: String) -> JSONValue {
  do {
    return try JSONValue(parsing: Array(text.utf8))
  } catch {
    preconditionFailure("a JSON text of a test: \(text): \(error)")
  }
}

extension JSONValue {
  /// RFC 7386: members of the patch replace those of the target, null removes.
  func merged(with patch: JSONValue) -> JSONValue {
    guard patch.kind == .object else { return patch }
    return JSONValue { writer in
      writer.object { object in
        for (name, value) in members where patch[name] == nil { object.member(name, value) }
        for (name, value) in patch.members where !value.isNull {
          object.member(name, (self[name] ?? .null).merged(with: value))
        }
      }
    }
  }
}

extension ObjectStatus {
  /// As the API server has it once it is written to an object without status.
  var json: JSONValue { JSONValue { $0.object { _ in } }.merged(with: changes(from: ObjectStatus()) ?? .null) }
}

/// What a sidecar says of operations.
enum Operations {
  static let stamp = "-9f1c2d3e-0000-3000-8000-000000000001-1795348805123"
  static let id = "0b8f6a4e-8f0d-4b53-9c5f-3a1f6d1c2e77"

  static func running(_ kind: SidecarOperation.Kind = .backup, tag: String = "nightly") -> SidecarOperation {
    SidecarOperation(
      id: id, kind: kind, state: .running, progress: 0.29, creationTime: "2026-11-22T12:00:05Z",
      startTime: "2026-11-22T12:00:06Z", snapshotTag: tag + stamp)
  }

  static func completed(_ kind: SidecarOperation.Kind = .backup, tag: String = "nightly") -> SidecarOperation {
    var operation = running(kind, tag: tag)
    (operation.state, operation.progress, operation.completionTime) = (.completed, 1, "2026-11-22T12:10:00Z")
    return operation
  }
}

extension Target {
  static func backup(cluster: String = "demo", tag: String = "nightly", datacenter: String? = "dc1") -> Target {
    Target(
      cluster: ObjectKey(namespace: "shop", name: cluster), datacenter: datacenter,
      request: .backup(
        BackupRequest(storageLocation: "s3://acme", snapshotTag: tag, datacenter: datacenter, namespace: "shop")))
  }
}
