// SPDX-License-Identifier: Apache-2.0
package import TLS

/// Whole arrays in and out, for tests, which do not mind copies.
extension TLSConnection {
  /// All ciphertext that waits to be sent.
  package mutating func takeOutput() -> [UInt8] {
    var taken: [UInt8] = []
    drainOutput { bytes in
      taken = bytes.array
      return bytes.byteCount
    }
    return taken
  }

  package mutating func receive(_ ciphertext: [UInt8]) throws {
    unsafe try receive(ciphertext.span.bytes)
  }

  /// - Returns: how many bytes were taken, as from the method on spans.
  package mutating func write(_ plaintext: [UInt8]) throws -> Int {
    unsafe try write(plaintext.span.bytes)
  }

  /// Reads until there is something else to say than bytes.
  package mutating func readAll() throws -> (bytes: [UInt8], end: TLSReadResult) {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var span = buffer.mutableSpan
      var bytes = unsafe span.mutableBytes
      let result = try read(into: &bytes)
      guard case .bytes(let count) = result else { return (all, result) }
      all += buffer.prefix(count)
    }
  }
}

extension RawSpan {
  fileprivate var array: [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }
}

extension Array {
  /// Pieces of at most `size` elements, in order.
  package func chunks(of size: Int) -> [Array] {
    stride(from: 0, to: count, by: Swift.min(size, Swift.max(count, 1))).map {
      Array(self[$0..<$0 + Swift.min(size, count - $0)])
    }
  }
}
