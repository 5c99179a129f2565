// SPDX-License-Identifier: Apache-2.0
package import Logging
private import Synchronization

/// Takes down what is logged.
package final class LogLines: Sendable {
  private struct Line {
    var text: String
    var metadata: String
  }

  private let level: Logger.Level
  private let lines = Mutex<[Line]>([])

  /// - Parameter level: what is below it is not taken down.
  package init(from level: Logger.Level = .info) { self.level = level }

  /// Each as `level: message`.
  package var all: [String] { lines.withLock { $0.map(\.text) } }

  /// All of it, with the metadata in the order of their keys.
  package var text: String { lines.withLock { $0.map { $0.text + $0.metadata }.joined(separator: "\n") } }

  package var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(lines: self) }
    logger.logLevel = level
    return logger
  }

  private struct Handler: LogHandler {
    let lines: LogLines
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
      let line = Line(text: "\(event.level): \(event.message)", metadata: values.joined())
      lines.lines.withLock { $0.append(line) }
    }
  }
}
