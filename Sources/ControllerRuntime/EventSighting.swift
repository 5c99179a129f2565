// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// An event as it was seen, once or several times.
struct EventSighting: Sendable, Equatable {
  static let resource = KubeResource(group: "", version: "v1", plural: "events", kind: "Event")

  /// As `source.component` and `reportingComponent` say who told it.
  private static let component = "cassette"
  /// Of an object's name in the name of its event: with a dot and sixteen digits the result is a name of 253
  /// characters.
  private static let longestName = 236

  let event: Event
  let about: ObjectReference
  let name: String
  let first: Instant
  var last: Instant
  /// Up to what the API's 32 bits can hold.
  var count: Int32 = 1
  /// The server has it, if with a smaller count.
  var isSent = false

  /// - Parameter number: unlike that of any other event about the object.
  init(_ event: Event, about: ObjectReference, number: UInt64, at now: Instant) {
    self.event = event
    self.about = about
    name = "\(about.key.name.prefix(EventSighting.longestName)).\(String(number, radix: 16))"
    (first, last) = (now, now)
  }

  mutating func happenedAgain(at now: Instant) {
    last = now
    count = min(count, .max - 1) + 1
  }

  /// Events about objects without a namespace live in this one.
  var key: ObjectKey {
    ObjectKey(namespace: about.key.namespace.isEmpty ? "default" : about.key.namespace, name: name)
  }

  /// What a repetition changes.
  var patch: ObjectPatch {
    .merge(
      JSONValue { writer in
        writer.object { event in
          event.member("count", count)
          event.member("lastTimestamp", last.kubernetesTime)
        }
      })
  }

  var json: JSONValue {
    JSONValue { writer in
      writer.object { json in
        json.member("apiVersion", EventSighting.resource.apiVersion)
        json.member("kind", EventSighting.resource.kind)
        json.name("metadata")
        json.object { metadata in
          metadata.member("namespace", key.namespace)
          metadata.member("name", name)
        }
        json.name("involvedObject")
        json.object(writeInvolvedObject)
        json.member("type", event.kind.rawValue)
        json.member("reason", event.reason)
        json.member("message", event.message)
        json.member("count", count)
        json.member("firstTimestamp", first.kubernetesTime)
        json.member("lastTimestamp", last.kubernetesTime)
        json.name("source")
        json.object { $0.member("component", EventSighting.component) }
        json.member("reportingComponent", EventSighting.component)
      }
    }
  }

  private func writeInvolvedObject(_ object: inout JSONWriter) {
    object.member("apiVersion", about.resource.apiVersion)
    object.member("kind", about.resource.kind)
    if !about.key.namespace.isEmpty { object.member("namespace", about.key.namespace) }
    object.member("name", about.key.name)
    object.member("uid", about.uid)
  }
}
