// SPDX-License-Identifier: Apache-2.0

/// Why a body is no request for an operation. The sidecar answers 500 with the text.
struct SidecarRequestError: Error, Equatable {
  var message: String

  /// As Jackson says it of a value that does not fit.
  static func misfit(_ name: String, _ type: String) -> Self {
    Self(message: "Cannot deserialize value of type `\(type)` (through reference chain: [\"\(name)\"])")
  }
}
