// SPDX-License-Identifier: Apache-2.0
private import Backups

extension OperationRequest {
  /// Whether an operation is one that this request starts; so one may have come of it whose answer was lost. What a
  /// sidecar shows of a request is not what was sent: it adds to the tag, and orders and normalises the entities.
  /// The time is not looked at: an earlier request of the same content matches too.
  package func matches(_ operation: SidecarOperation) -> Bool {
    guard operation.isGlobal, operation.kind == kind else { return false }
    switch self {
    case .backup(let request):
      return
        (operation.snapshotTag == request.snapshotTag
        || Self.isStamped(operation.snapshotTag ?? "", request.snapshotTag))
        && operation.concerns(request.storageLocation, request.entities, in: request.datacenter)
    case .restore(let request):
      // Its tag stays. With a stamp it would be the restore of one certain backup, which is another request.
      return operation.snapshotTag == request.snapshotTag
        && operation.concerns(request.storageLocation, request.entities, in: request.datacenter)
    }
  }

  /// Whether a text is the tag followed by `-SCHEMA-MILLIS`, which a coordinator makes of it once it runs.
  private static func isStamped(_ text: String, _ tag: String) -> Bool {
    guard text.utf8.starts(with: tag.utf8) else { return false }
    let stamp = Array(text.utf8.dropFirst(tag.utf8.count))
    let dash = UInt8(ascii: "-")
    guard stamp.count > 38, stamp[0] == dash, stamp[37] == dash else { return false }
    let isUUID = (try? SchemaVersion(parsing: String(decoding: stamp[1..<37], as: UTF8.self))) != nil
    return isUUID && stamp[38...].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

extension SidecarOperation {
  fileprivate func concerns(_ location: String, _ entities: Entities?, in datacenter: String?) -> Bool {
    guard let shown = storageLocation, Self.withoutSlash(shown) == Self.withoutSlash(location),
      (self.datacenter ?? "") == (datacenter ?? ""),
      let shownEntities = try? Entities(parsing: self.entities ?? "")
    else { return false }
    return (entities ?? .all).namesTheSame(as: shownEntities)
  }

  /// The sidecar takes one slash away, not two.
  private static func withoutSlash(_ text: String) -> Substring {
    text.hasSuffix("/") ? text.dropLast() : Substring(text)
  }
}

extension Entities {
  /// In whatever order.
  fileprivate func namesTheSame(as other: Entities) -> Bool {
    switch (self, other) {
    case (.all, .all): true
    case (.keyspaces(let mine), .keyspaces(let others)), (.tables(let mine), .tables(let others)):
      mine.count == others.count && mine.allSatisfy { others.contains($0) }
    default: false
    }
  }
}
