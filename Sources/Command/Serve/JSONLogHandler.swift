// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Logging

/// One JSON object a line: `time`, `level`, `logger`, `message`, and the metadata as members of their own names.
struct JSONLogHandler: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  private let label: String

  init(label: String) {
    self.label = label
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    Terminal.printError(line(event, at: .now))
  }

  func line(_ event: LogEvent, at time: Instant) -> String {
    var writer = JSONWriter(capacity: 256)
    writer.object { object in
      object.member("time", time.description)
      object.member("level", event.level.rawValue)
      object.member("logger", label)
      object.member("message", event.message.description)
      for (name, value) in values(event).sorted(by: { $0.key < $1.key }) {
        object.member(JSONLogHandler.reserved.contains(name) ? name + "_" : name, "\(value)")
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What a line has beside its own members.
  private func values(_ event: LogEvent) -> Logger.Metadata {
    var values = metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 })
    if let error = event.error, values["error"] == nil { values["error"] = "\(error)" }
    return values
  }

  /// Readers take the last of two members with one name.
  private static let reserved: Set = ["time", "level", "logger", "message"]
}
