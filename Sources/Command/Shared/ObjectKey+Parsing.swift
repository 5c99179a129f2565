// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension ObjectKey {
  /// `NAME` or `NAMESPACE/NAME`; nil for anything else.
  init?(parsing text: String, namespace: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), !parts.contains("") else { return nil }
    self.init(namespace: parts.count == 2 ? parts[0] : namespace, name: parts[parts.count - 1])
  }
}
