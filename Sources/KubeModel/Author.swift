// SPDX-License-Identifier: Apache-2.0

/// Who makes a request of the API server, as the server has found out (authentication.k8s.io/v1, `UserInfo`). Groups and
/// extra values are what authorizers go by, beside the name.
package struct Author: Sendable, Hashable {
  package var username: String
  package var uid: String
  package var groups: [String]
  package var extra: [String: [String]]

  package init(username: String, uid: String = "", groups: [String] = [], extra: [String: [String]] = [:]) {
    self.username = username
    self.uid = uid
    self.groups = groups
    self.extra = extra
  }

  /// - Parameter userInfo: of a review. Nil without a username: then nobody is named.
  package init?(_ userInfo: JSONValue) {
    guard let username = userInfo["username"]?.string, !username.isEmpty else { return nil }
    self.init(
      username: username, uid: userInfo["uid"]?.string ?? "", groups: Author.texts(userInfo["groups"]),
      extra: Dictionary((userInfo["extra"]?.members ?? []).map { ($0.name, Author.texts($0.value)) }) { $1 })
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    value?.elements.compactMap(\.string) ?? []
  }
}
