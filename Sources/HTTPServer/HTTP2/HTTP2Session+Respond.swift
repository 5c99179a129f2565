// SPDX-License-Identifier: Apache-2.0
private import CNghttp2

extension HTTP2Session {
  /// - Parameter hasBody: the owner is then asked for its bytes when they can be sent; else the head ends the stream.
  func respond(_ head: HeaderBlock, hasBody: Bool, to stream: Int32) {
    withFields(of: head) { fields, count in
      guard hasBody else { return check(nghttp2_submit_response(pointer, stream, fields, count, nil)) }
      var provider = nghttp2_data_provider(source: nghttp2_data_source(), read_callback: readBody)
      check(nghttp2_submit_response(pointer, stream, fields, count, &provider))
    }
  }

  /// There is more of a body that had none left. No harm if that is not so, or the stream is gone.
  func resume(_ stream: Int32) {
    _ = nghttp2_session_resume_data(pointer, stream)
  }

  /// Tells the client to send the body it holds back.
  func sendContinue(to stream: Int32) {
    withFields(of: HeaderBlock(status: 100)) { fields, count in
      let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
      check(nghttp2_submit_headers(pointer, none, stream, nil, fields, count, nil))
    }
  }

  /// nghttp2 copies the fields; the pointers are good for the time of `body` only.
  private func withFields(of head: HeaderBlock, _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Void) {
    head.bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: head.fields.count) { list in
        let base = UnsafeMutablePointer(mutating: bytes.baseAddress)
        for (index, field) in head.fields.enumerated() {
          list.initializeElement(at: index, to: nghttp2_nv(field, in: base))
        }
        body(list.baseAddress, list.count)
      }
    }
  }
}

extension nghttp2_nv {
  fileprivate init(_ field: HeaderBlock.Field, in bytes: UnsafeMutablePointer<UInt8>?) {
    let name = bytes.map { $0 + field.start }
    self.init(
      name: name, value: name.map { $0 + field.nameCount }, namelen: field.nameCount, valuelen: field.valueCount,
      flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
  }
}

private let readBody: nghttp2_data_source_read_callback = { _, stream, buffer, capacity, flags, _, context in
  let room = UnsafeMutableRawBufferPointer(start: buffer, count: capacity)
  switch HTTP2Codec.from(context).bodyWanted(stream, room) {
  case .piece(let count): return count
  case .last(let count):
    flags?.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
    return count
  case .nothing: return Int(NGHTTP2_ERR_DEFERRED.rawValue)
  case nil: return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
  }
}
