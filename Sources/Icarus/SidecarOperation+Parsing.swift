// SPDX-License-Identifier: Apache-2.0
private import Backups
package import KubeModel

extension SidecarOperation {
  /// Of each node one, as a rule; what a person reads of a hundred, he has seen.
  package static let mostFailures = 100
  /// Unicode scalars of a failure's message: some lines of a terminal. Java's are a sentence or two, a storage
  /// provider's may be a page.
  private static let longestMessage = 1_000
  /// Unicode scalars of whatever is one word: names of hosts have 253 at most, times have 30, types and phases fewer.
  private static let longestWord = 253

  /// Reads what the sidecar answers; nil without an id and a state. A member that is not as it should be counts as
  /// absent.
  package init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, Self.isID(id), let state = json["state"]?.string else { return nil }
    self.init(
      id: id, kind: Kind(type: Self.word("type", of: json) ?? ""), state: Self.state(state),
      progress: Self.progress(json["progress"]), failures: Self.failures(json["errors"]),
      creationTime: Self.word("creationTime", of: json), startTime: Self.word("startTime", of: json),
      completionTime: Self.word("completionTime", of: json), isGlobal: json["globalRequest"]?.bool ?? false,
      snapshotTag: json["snapshotTag"]?.string, storageLocation: json["storageLocation"]?.string,
      entities: json["entities"]?.string, datacenter: json["dc"]?.string,
      restorationPhase: Self.word("restorationPhase", of: json))
  }

  /// Letters, digits and dashes, at most 64. The sidecar's ids are UUIDs; whatever else it is asked for it does not
  /// know, and it could lead to another path.
  package static func isID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The other words of a condition are ours, and mean nothing in the mouth of a sidecar.
  private static func state(_ text: String) -> OperationState {
    let states: [OperationState] = [.pending, .running, .completed, .failed, .cancelled]
    return states.first { $0.rawValue == text } ?? .unknown
  }

  /// A float as Java prints it, `1.0E-4` among them; NaN is a text there.
  private static func progress(_ value: JSONValue?) -> Double {
    value?.numberText.flatMap(Double.init).map { min(max($0, 0), 1) } ?? 0
  }

  /// An element counts even where nothing can be read of it: something went wrong.
  private static func failures(_ value: JSONValue?) -> [SidecarFailure] {
    guard let elements = value?.elements else { return [] }
    return elements.prefix(mostFailures).map { failure in
      SidecarFailure(
        source: word("source", of: failure) ?? "",
        message: failure["message"]?.string.map { PlainText.line($0, longest: longestMessage) })
    }
  }

  private static func word(_ name: String, of json: JSONValue) -> String? {
    json[name]?.string.map { PlainText.line($0, longest: longestWord) }
  }
}
