// SPDX-License-Identifier: Apache-2.0
private import COpenSSL

/// A queue of bytes that OpenSSL reads from or writes to.
struct MemoryBIO: ~Copyable {
  let pointer: OpaquePointer

  init() throws(TLSError) {
    pointer = try OpenSSL.make("memory for a queue") { BIO_new(BIO_s_mem()) }
  }

  /// A queue that holds these bytes.
  static func holding(_ bytes: [UInt8]) throws(TLSError) -> MemoryBIO {
    let queue = try MemoryBIO()
    try append(bytes.span.bytes, to: queue.pointer)
    return queue
  }

  deinit { BIO_free(pointer) }

  /// Hands the queue over to a connection, which frees it.
  consuming func release() -> OpaquePointer {
    let pointer = pointer
    discard self
    return pointer
  }

  borrowing func contents() -> [UInt8] { Self.withContents(of: pointer) { $0.withUnsafeBytes { Array($0) } } }

  borrowing func text() -> String { String(decoding: contents(), as: UTF8.self) }

  static func append(_ bytes: RawSpan, to queue: OpaquePointer) throws(TLSError) {
    guard !bytes.isEmpty else { return }
    try bytes.withUnsafeBytes { bytes throws(TLSError) in
      var written = 0
      try OpenSSL.check("memory for received bytes") { BIO_write_ex(queue, bytes.baseAddress, bytes.count, &written) }
    }
  }

  static func count(of queue: OpaquePointer) -> Int { BIO_ctrl_pending(queue) }

  /// The bytes where they lie, for as long as `body` runs.
  static func withContents<Result, Failure: Error>(
    of queue: OpaquePointer, _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var start: UnsafeMutableRawPointer?
    let count = BIO_ctrl(queue, BIO_CTRL_INFO, 0, &start)
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count).bytes)
  }

  /// A fresh queue in place of an empty one that has grown beyond a record: the library's queues never shrink, and a
  /// thousand idle connections would each keep the memory of the largest message they ever saw. Nil if there is nothing
  /// to gain.
  static func replacement(for queue: OpaquePointer) -> MemoryBIO? {
    guard count(of: queue) == 0, capacity(of: queue) > Int(SSL3_RT_MAX_PLAIN_LENGTH) else { return nil }
    return try? MemoryBIO()
  }

  private static func capacity(of queue: OpaquePointer) -> Int {
    var memory: UnsafeMutablePointer<BUF_MEM>?
    BIO_ctrl(queue, BIO_C_GET_BUF_MEM_PTR, 0, &memory)
    return memory?.pointee.max ?? 0
  }

  /// Removes bytes from the front. The library has no call that only skips, so they are copied to nowhere, in pieces that
  /// fit on the stack.
  static func drop(_ count: Int, from queue: OpaquePointer) {
    withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { scratch in
      var left = count
      while left > 0 {
        let dropped = BIO_read(queue, scratch.baseAddress, Int32(min(left, scratch.count)))
        precondition(dropped > 0, "\(left) bytes more were dropped than the queue had")
        left -= Int(dropped)
      }
    }
  }
}
