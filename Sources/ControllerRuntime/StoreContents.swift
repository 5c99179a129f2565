// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// What a store keeps of the objects of a kind, and the indexes over it: a value that is changed by one event at a time.
/// Made anew and filled for each list, and swapped in whole when the list is complete.
package protocol StoreContents: Sendable {
  init()

  /// The object was created or changed. Keeps what is needed of it, and no view into its document: a list's page would
  /// stay in memory as long as one of its objects.
  mutating func set(_ object: KubeObject, for key: ObjectKey)

  /// The object is gone. It may be one that was never set.
  mutating func remove(_ key: ObjectKey)

  /// How many objects are kept.
  var count: Int { get }
}
