// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel

/// Of each object its whole text.
struct ToyContents: StoreContents, Equatable {
  private(set) var texts: [ObjectKey: String] = [:]

  mutating func set(_ object: KubeObject, for key: ObjectKey) {
    texts[key] = String(decoding: object.json.rawBytes, as: UTF8.self)
  }

  mutating func remove(_ key: ObjectKey) { texts[key] = nil }

  var count: Int { texts.count }
}
