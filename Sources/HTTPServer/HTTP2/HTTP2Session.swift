// SPDX-License-Identifier: Apache-2.0
private import CNghttp2

/// The one door to nghttp2: owns a server session. What the peer does comes out of `receive` and `send` as calls to the
/// owner's methods (see `HTTP2Session+Callbacks.swift`).
///
/// The owner holds the session and frees it with itself, so the session refers to it unretained.
struct HTTP2Session: ~Copyable {
  let pointer: OpaquePointer

  init(limits: Limits) {
    pointer = Self.make()
    submitSettings(limits)
  }

  deinit {
    nghttp2_session_del(pointer)
  }

  /// To be called once, before anything is received or sent.
  func setOwner(_ owner: HTTP2Codec) {
    nghttp2_session_set_user_data(pointer, Unmanaged.passUnretained(owner).toOpaque())
  }

  /// Takes all the bytes. Returns why the session is unusable from now on, if it is.
  func receive(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let base = bytes.baseAddress else { return nil }
    let count = nghttp2_session_mem_recv(pointer, base, bytes.count)
    return count < 0 ? Self.text(Int32(count)) : nil
  }

  /// Appends the next frame, nothing when there is none to send. Returns why the session is unusable, if it is.
  func send(into buffer: inout [UInt8]) -> String? {
    var bytes: UnsafePointer<UInt8>?
    let count = nghttp2_session_mem_send(pointer, &bytes)
    guard count >= 0 else { return Self.text(Int32(count)) }
    buffer.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    return nil
  }

  /// False once the connection has nothing more to learn: after a last GOAWAY, or a graceful one and the last stream.
  var wantsRead: Bool { nghttp2_session_want_read(pointer) != 0 }

  /// Whether `send` has something that the windows of the peer allow.
  var wantsWrite: Bool { nghttp2_session_want_write(pointer) != 0 }

  /// Frames that wait for `send`, without DATA.
  var queuedFrames: Int { nghttp2_session_get_outbound_queue_size(pointer) }

  /// Bytes have arrived on the connection and are dealt with: the peer may send as many again, on whichever stream.
  func creditConnection(_ count: Int) {
    check(nghttp2_session_consume_connection(pointer, count))
  }

  /// The stream may send as many bytes again.
  func creditStream(_ stream: Int32, _ count: Int) {
    check(nghttp2_session_consume_stream(pointer, stream, count))
  }

  func reset(_ stream: Int32, _ code: HTTP2ErrorCode) {
    check(nghttp2_submit_rst_stream(pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, code.rawValue))
  }

  /// Asks the peer to open no more streams; those that it opens before it knows are taken (RFC 9113, section 6.8).
  func announceGoAway() {
    check(nghttp2_submit_shutdown_notice(pointer))
  }

  /// The same, and those that come now are dropped; those that are open go on.
  func goAway() {
    let last = nghttp2_session_get_last_proc_stream_id(pointer)
    let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    check(nghttp2_submit_goaway(pointer, none, last, HTTP2ErrorCode.noError.rawValue, nil, 0))
  }

  /// Nothing but a GOAWAY is sent any more, and nothing that arrives has an effect.
  func terminate(_ code: HTTP2ErrorCode) {
    check(nghttp2_session_terminate_session(pointer, code.rawValue))
  }

  /// These calls fail only without memory, where Swift's own allocations end the program too, or by our mistake.
  func check(_ code: Int32) {
    precondition(code == 0, "nghttp2 refuses a call: \(Self.text(code))")
  }

  static func text(_ code: Int32) -> String { String(cString: nghttp2_strerror(code)) }

  private static func make() -> OpaquePointer {
    var callbacks: OpaquePointer?
    var option: OpaquePointer?
    var session: OpaquePointer?
    nghttp2_session_callbacks_new(&callbacks)
    nghttp2_option_new(&option)
    defer {
      nghttp2_session_callbacks_del(callbacks)
      nghttp2_option_del(option)
    }
    guard let callbacks, let option else { preconditionFailure("nghttp2 has no memory") }
    install(on: callbacks)
    // We say ourselves when a peer may send more: see BodyCredit.
    nghttp2_option_set_no_auto_window_update(option, 1)
    // nghttp2 counts the pieces in which the head of a CONTINUATION frame arrives, not the frames, so its default of 8
    // ends slow but honest connections. FloodGuard counts the frames.
    nghttp2_option_set_max_continuations(option, .max)
    nghttp2_session_server_new2(&session, callbacks, nil, option)
    guard let session else { preconditionFailure("nghttp2 has no memory") }
    return session
  }

  /// The table for compressing fields stays at the 4 KiB that both sides start with: enough for the fields of one API
  /// server, and little per connection. Without the old priorities nghttp2 keeps no tree of closed streams.
  private func submitSettings(_ limits: Limits) {
    let settings = [
      Self.setting(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.concurrentStreams),
      Self.setting(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits.streamWindowBytes),
      Self.setting(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, limits.headBytes),
      Self.setting(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
    ]
    let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    check(nghttp2_submit_settings(pointer, none, settings, settings.count))
    check(nghttp2_session_set_local_window_size(pointer, none, 0, Int32(limits.connectionWindowBytes)))
  }

  private static func setting(_ id: nghttp2_settings_id, _ value: Int) -> nghttp2_settings_entry {
    nghttp2_settings_entry(settings_id: Int32(id.rawValue), value: UInt32(value))
  }
}
