// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension WatchEvent {
  /// What a line of a watch says; nil if it is blank. No text of an object is in what is `malformed`: it may be a Secret.
  init?(line: LineSplitter.Line) {
    switch line {
    case .tooLong: self = .malformed("a line of more than \(LineSplitter.usualLimit) bytes")
    case .whole(let bytes):
      guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
      self = WatchEvent.event(in: bytes)
    }
  }

  private static func event(in bytes: [UInt8]) -> WatchEvent {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes, limits: JSONLimits(bytes: LineSplitter.usualLimit))
    } catch {
      return .malformed("a line that is \(error)")
    }
    guard let type = json["type"]?.string, let object = json["object"], object.kind == .object else {
      return .malformed("a line without an event's type and object")
    }
    switch type {
    case "ADDED": return change(object, WatchEvent.added)
    case "MODIFIED": return change(object, WatchEvent.modified)
    case "DELETED": return change(object, WatchEvent.deleted)
    case "BOOKMARK": return bookmark(object)
    case "ERROR": return Status(object).map(WatchEvent.failed) ?? .malformed("an ERROR without a Status")
    default: return .malformed("an event of the unknown type \(PlainText.line(type, longest: 40))")
    }
  }

  private static func change(_ json: JSONValue, _ event: (KubeObject) -> WatchEvent) -> WatchEvent {
    let object = KubeObject(json)
    guard let name = object.name, !name.isEmpty else { return .malformed("an event about an object without a name") }
    return event(object)
  }

  private static func bookmark(_ object: JSONValue) -> WatchEvent {
    guard let version = object["metadata"]?["resourceVersion"]?.string, !version.isEmpty else {
      return .malformed("a bookmark without a resourceVersion")
    }
    return .bookmark(resourceVersion: version)
  }
}
