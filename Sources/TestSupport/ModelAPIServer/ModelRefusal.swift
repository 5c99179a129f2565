// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// A request that a model of an API server refuses by the laws.
struct ModelRefusal: Error {
  let status: Status

  init(_ reason: StatusReason, _ message: String) {
    status = Status(reason, message: message)
  }
}
