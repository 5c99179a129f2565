// SPDX-License-Identifier: Apache-2.0
private import CNghttp2

/// What nghttp2 calls while it receives and sends. Each closure recovers the owner, calls one method, returns a code.
extension HTTP2Session {
  static func install(on callbacks: OpaquePointer) {
    installReceiving(on: callbacks)
    installSending(on: callbacks)
  }

  private static func installReceiving(on callbacks: OpaquePointer) {
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, head, context in
      guard let head else { return failed }
      HTTP2Codec.from(context).frameBegan(HTTP2FrameHead(head.pointee))
      return 0
    }
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, context in
      guard let frame, isRequest(frame) else { return 0 }
      return HTTP2Codec.from(context).headBegan(frame.pointee.hd.stream_id) ? 0 : refused
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, context in
      guard let frame, isRequest(frame) else { return 0 }
      let name = UnsafeBufferPointer(start: name, count: nameCount)
      let value = UnsafeBufferPointer(start: value, count: valueCount)
      HTTP2Codec.from(context).field(frame.pointee.hd.stream_id, name.span, value.span)
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, bytes, count, context in
      HTTP2Codec.from(context).bodyReceived(stream, UnsafeBufferPointer(start: bytes, count: count))
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, context in
      guard let frame else { return failed }
      HTTP2Codec.from(context).frameReceived(HTTP2FrameHead(frame.pointee.hd), isRequestHead: isRequest(frame))
      return 0
    }
    nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks) { _, _, code, context in
      HTTP2Codec.from(context).invalidFrameReceived(HTTP2Session.text(code))
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, _, context in
      HTTP2Codec.from(context).streamClosed(stream)
      return 0
    }
  }

  private static func installSending(on callbacks: OpaquePointer) {
    nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, context in
      guard let frame else { return failed }
      HTTP2Codec.from(context).frameSent(HTTP2FrameHead(frame.pointee.hd), errorCode: errorCode(frame))
      return 0
    }
  }
}

extension HTTP2Codec {
  /// - Parameter context: what `HTTP2Session.setOwner` has set.
  static func from(_ context: UnsafeMutableRawPointer?) -> HTTP2Codec {
    guard let context else { preconditionFailure("the HTTP/2 session has no owner yet") }
    return Unmanaged<HTTP2Codec>.fromOpaque(context).takeUnretainedValue()
  }
}

extension HTTP2FrameHead {
  fileprivate init(_ head: nghttp2_frame_hd) {
    self.init(kind: Kind(rawValue: head.type), flags: head.flags, length: head.length, stream: head.stream_id)
  }
}

private let failed = NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
/// Drops the rest of the header block, after decompressing it.
private let refused = NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue

/// Whether the frame opens a stream; the other HEADERS that a client sends are trailers.
private func isRequest(_ frame: UnsafePointer<nghttp2_frame>) -> Bool {
  frame.pointee.hd.type == NGHTTP2_HEADERS.rawValue && frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
}

/// Which code a RST_STREAM or GOAWAY carries; 0 for other frames.
private func errorCode(_ frame: UnsafePointer<nghttp2_frame>) -> UInt32 {
  switch HTTP2FrameHead.Kind(rawValue: frame.pointee.hd.type) {
  case .resetStream: frame.pointee.rst_stream.error_code
  case .goAway: frame.pointee.goaway.error_code
  default: 0
  }
}
