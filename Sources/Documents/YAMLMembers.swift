// SPDX-License-Identifier: Apache-2.0

/// The members of one mapping by the names that they have in JSON. Names are compared as bytes: Swift's strings hold
/// two spellings of one accent for equal, Kubernetes does not.
struct YAMLMembers {
  struct Member {
    var name: String
    var namePosition: SourcePosition
    var value: YAMLGraph.Use
  }

  /// In the order in which the names first came.
  private(set) var all: [Member] = []
  private var places: [[UInt8]: Int] = [:]

  /// Replaces the member of the same name.
  mutating func set(_ member: Member) {
    let name = Array(member.name.utf8)
    if let place = places[name] {
      all[place] = member
    } else {
      places[name] = all.count
      all.append(member)
    }
  }
}
