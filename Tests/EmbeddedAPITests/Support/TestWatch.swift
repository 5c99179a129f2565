// SPDX-License-Identifier: Apache-2.0
import KubeModel

@testable import HTTPServer

/// A client that reads a watch line by line.
final class TestWatch {
  struct NoStream: Error { let answer: String }

  private let stream: BodyStream
  private let task: Task<Void, Never>
  private let tellings: AsyncStream<Void>
  private var waiting: [UInt8] = []

  init(_ stream: BodyStream) {
    self.stream = stream
    let (tellings, tell) = AsyncStream<Void>.makeStream()
    self.tellings = tellings
    task = Task {
      await stream.run(capacity: 64 << 10) { tell.yield() }
      tell.finish()
    }
  }

  deinit { task.cancel() }

  /// The next event; nil at the end of the watch.
  func next() async throws -> JSONValue? {
    while true {
      stream.read(into: &waiting, limit: .max)
      if let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
        defer { waiting.removeFirst(end + 1) }
        return try JSONValue(parsing: Array(waiting[..<end]))
      }
      guard await isTold() || stream.count > 0 else { return nil }
    }
  }

  /// False at the end of the watch.
  private func isTold() async -> Bool {
    for await _ in tellings { return true }
    return false
  }

  /// The next event as a line of a test: `ADDED w1`.
  func line() async throws -> String? {
    guard let event = try await next() else { return nil }
    let object = event["object"] ?? .null
    return "\(event["type"]?.string ?? "?") \(KubeObject(object).name ?? object["code"]?.numberText ?? "")"
  }
}
