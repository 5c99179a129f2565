// SPDX-License-Identifier: Apache-2.0

extension Array<UInt8> {
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
