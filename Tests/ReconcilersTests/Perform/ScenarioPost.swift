// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A request to start an operation.
struct ScenarioPost {
  let url: String
  let body: JSONValue
  let time: Instant

  /// Of a member of the body that is a text.
  subscript(_ name: String) -> String? { body[name]?.string }
}
