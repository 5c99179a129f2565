// SPDX-License-Identifier: Apache-2.0
package import KubeModel
package import Policy

/// The way from the watches to the reconciler: whoever watches needs it first.
package final class ChangeFeed: Sendable {
  private let relay = Relay<(SubjectKind, KubeObject)>()

  package init() {}

  /// An object was created or changed, or is listed. Returns at once. Before there is a reconciler nothing is lost by it:
  /// that reads everything when it comes to lead.
  package func changed(_ kind: SubjectKind, _ object: KubeObject) { relay.tell((kind, object)) }

  func connect(_ target: @escaping @Sendable (SubjectKind, KubeObject) -> Void) {
    relay.connect { target($0.0, $0.1) }
  }
}
