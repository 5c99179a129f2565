// SPDX-License-Identifier: Apache-2.0

/// What the answer to a request depends on besides the response.
struct HTTP1Exchange {
  var stream: StreamID
  var isHead: Bool
  var version: HTTP1Version
  /// Another request may follow.
  var keepsAlive: Bool

  /// Whether the body of a response follows its head.
  func sendsBody(of response: HTTPResponse) -> Bool { !isHead && ResponseHead.hasBody(response.status) }

  func head(of response: HTTPResponse) -> ResponseHead {
    let connection: ResponseHead.ConnectionOption =
      switch (keepsAlive, version) {
      case (false, _): .close
      case (true, .http10): .keepAlive
      case (true, .http11): .unsaid
      }
    return ResponseHead(response, connection: connection, isChunked: response.stream != nil && knowsChunks)
  }

  /// HTTP/1.0 knows no chunks: there a body of unknown length ends with its connection.
  var knowsChunks: Bool { version == .http11 }

  /// Appends what there is of a body that is being made, at most `limit` bytes and their framing.
  /// - Returns: whether that was all of it.
  func append(_ source: BodyStream, to buffer: inout [UInt8], limit: Int) -> Bool {
    // Before it is read: what the writer adds meanwhile is told anew.
    let isLast = source.isFinished && source.count <= limit
    if knowsChunks {
      appendChunk(source, to: &buffer, limit: limit)
      if isLast { buffer.append("0\r\n\r\n".utf8.span) }
    } else {
      source.read(into: &buffer, limit: limit)
    }
    return isLast
  }

  private func appendChunk(_ source: BodyStream, to buffer: inout [UInt8], limit: Int) {
    var chunk: [UInt8] = []
    source.read(into: &chunk, limit: limit)
    // A chunk without bytes would be the last one.
    guard !chunk.isEmpty else { return }
    buffer.append(String(chunk.count, radix: 16).utf8.span)
    buffer.append("\r\n".utf8.span)
    buffer.append(contentsOf: chunk)
    buffer.append("\r\n".utf8.span)
  }
}
