// SPDX-License-Identifier: Apache-2.0

/// What stops the reading of one document; the reader adds the file's name.
struct Problem: Error, Hashable {
  var position: SourcePosition
  var message: String
}
