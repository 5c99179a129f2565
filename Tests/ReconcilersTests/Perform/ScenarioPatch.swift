// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A change that the process made to an object.
struct ScenarioPatch {
  let key: ObjectKey
  let body: JSONValue
  let isOfStatus: Bool
  let time: Instant
}
