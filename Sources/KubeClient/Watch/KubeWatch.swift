// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

/// The events of one watch, as the bytes come.
actor KubeWatch: WatchStream {
  private let request: KubeRequest
  private let stream: OutboundStream
  private var lines = LineSplitter()

  init(_ request: KubeRequest, _ stream: OutboundStream) {
    self.request = request
    self.stream = stream
  }

  /// An event that is cut is none: a line without an end is dropped, whether the server or an accident ended the stream.
  func next() async throws(KubeError) -> WatchEvent? {
    while true {
      while let line = lines.next() {
        if let event = WatchEvent(line: line) { return event }
      }
      guard let bytes = try await read() else { return nil }
      lines.append(bytes)
    }
  }

  private func read() async throws(KubeError) -> [UInt8]? {
    do {
      return try await stream.next()
    } catch {
      throw request.failed(KubeError.Cause(error))
    }
  }
}
