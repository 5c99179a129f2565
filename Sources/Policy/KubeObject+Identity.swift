// SPDX-License-Identifier: Apache-2.0
package import KubeModel

extension KubeObject {
  /// What rules tell objects apart by. A file may leave out the namespace: kubectl's default is `default`. The name is
  /// empty before the API server has made one from `generateName`.
  package var identity: ObjectKey {
    ObjectKey(namespace: namespace ?? "default", name: name ?? "")
  }
}
