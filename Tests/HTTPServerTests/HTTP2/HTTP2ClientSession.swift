// SPDX-License-Identifier: Apache-2.0
import CNghttp2

/// A real client, by nghttp2.
final class HTTP2ClientSession {
  struct Response: Equatable {
    var informational: [Int] = []
    var status = 0
    var fields: [String: String] = [:]
    var body: [UInt8] = []
    var isComplete = false
    var closedWith: UInt32?
  }

  fileprivate(set) var responses: [Int32: Response] = [:]
  fileprivate(set) var goAwayCode: UInt32?
  fileprivate var bodies: [Int32: ArraySlice<UInt8>] = [:]
  private var session: OpaquePointer?

  /// - Parameter opensWindows: false for a client that takes the first 64 KiB and no more.
  init(opensWindows: Bool = true) {
    var callbacks: OpaquePointer?
    var option: OpaquePointer?
    nghttp2_session_callbacks_new(&callbacks)
    nghttp2_option_new(&option)
    install(on: callbacks)
    nghttp2_option_set_no_auto_window_update(option, opensWindows ? 0 : 1)
    nghttp2_session_client_new2(&session, callbacks, Unmanaged.passUnretained(self).toOpaque(), option)
    nghttp2_session_callbacks_del(callbacks)
    nghttp2_option_del(option)
    nghttp2_submit_settings(session, 0, nil, 0)
  }

  deinit { nghttp2_session_del(session) }

  @discardableResult
  func request(
    _ method: String = "POST", _ path: String = "/validate", fields: [(String, String)] = [], body: [UInt8]? = nil
  ) -> Int32 {
    let all = [(":method", method), (":scheme", "https"), (":path", path), (":authority", "cassette.svc")] + fields
    let strings = all.map { (Array($0.0.utf8), Array($0.1.utf8)) }
    let list = strings.map { name, value in
      let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: name.count + value.count)
      memory.initialize(from: name + value, count: name.count + value.count)
      return nghttp2_nv(
        name: memory, value: memory + name.count, namelen: name.count, valuelen: value.count, flags: 0)
    }
    defer { list.forEach { $0.name.deallocate() } }
    guard let body else { return nghttp2_submit_request(session, nil, list, list.count, nil, nil) }
    var provider = nghttp2_data_provider(source: nghttp2_data_source(), read_callback: readBody)
    let stream = nghttp2_submit_request(session, nil, list, list.count, &provider, nil)
    bodies[stream] = body[...]
    return stream
  }

  func reset(_ stream: Int32) {
    nghttp2_submit_rst_stream(session, 0, stream, NGHTTP2_CANCEL.rawValue)
  }

  func output() -> [UInt8] {
    var all: [UInt8] = []
    var bytes: UnsafePointer<UInt8>?
    while case let count = nghttp2_session_mem_send(session, &bytes), count > 0 {
      all.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
    return all
  }

  /// False when the server has broken a rule.
  func input(_ bytes: [UInt8]) -> Bool {
    nghttp2_session_mem_recv(session, bytes, bytes.count) == bytes.count
  }

  var wantsRead: Bool { nghttp2_session_want_read(session) != 0 }
}

private func client(_ context: UnsafeMutableRawPointer?) -> HTTP2ClientSession {
  guard let context else { preconditionFailure("the session has an owner") }
  return Unmanaged<HTTP2ClientSession>.fromOpaque(context).takeUnretainedValue()
}

private let readBody: nghttp2_data_source_read_callback = { _, stream, buffer, capacity, flags, _, context in
  let client = client(context)
  let part = (client.bodies[stream] ?? []).prefix(capacity)
  client.bodies[stream]?.removeFirst(part.count)
  part.withUnsafeBytes { UnsafeMutableRawBufferPointer(start: buffer, count: capacity).copyMemory(from: $0) }
  if client.bodies[stream]?.isEmpty == true { flags?.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue }
  return part.count
}

private func install(on callbacks: OpaquePointer?) {
  nghttp2_session_callbacks_set_on_header_callback(callbacks) {
    _, frame, name, nameCount, value, valueCount, _, context in
    guard let stream = frame?.pointee.hd.stream_id else { return 0 }
    let name = String(decoding: UnsafeBufferPointer(start: name, count: nameCount), as: UTF8.self)
    let value = String(decoding: UnsafeBufferPointer(start: value, count: valueCount), as: UTF8.self)
    client(context).responses[stream, default: .init()].take(name, value)
    return 0
  }
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, bytes, count, context in
    client(context).responses[stream]?.body.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    return 0
  }
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, context in
    guard let frame else { return 0 }
    let head = frame.pointee.hd
    let endsStream = head.type <= NGHTTP2_HEADERS.rawValue && head.flags & RawFrames.endStream != 0
    if endsStream { client(context).responses[head.stream_id]?.isComplete = true }
    if head.type == NGHTTP2_GOAWAY.rawValue { client(context).goAwayCode = frame.pointee.goaway.error_code }
    return 0
  }
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, code, context in
    client(context).responses[stream, default: .init()].closedWith = code
    return 0
  }
}

extension HTTP2ClientSession.Response {
  fileprivate mutating func take(_ name: String, _ value: String) {
    guard name == ":status" else { return fields[name] = value }
    if let number = Int(value), number < 200 {
      informational.append(number)
    } else {
      status = Int(value) ?? 0
    }
  }
}
