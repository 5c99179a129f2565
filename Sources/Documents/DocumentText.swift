// SPDX-License-Identifier: Apache-2.0

/// The text of one document, cut out of its file.
struct DocumentText {
  var bytes: ArraySlice<UInt8>
  /// Of the first byte.
  var position: SourcePosition
}
