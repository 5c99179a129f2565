// SPDX-License-Identifier: Apache-2.0

extension SidecarFaults {
  /// Each fault as people write it.
  package static let names: [(name: String, fault: SidecarFaults)] = [
    ("down", .down),
    ("hang", .hang),
    ("cut-after-accepting", .cutAfterAccepting),
    ("cut-before-accepting", .cutBeforeAccepting),
    ("child-lost", .childLost),
    ("slow-child", .slowChild),
    ("status-fails", .statusFails),
    ("forgets-ids", .forgetsIDs),
    ("refuses-with-500", .refusesWith500),
  ]

  /// Reads names with commas between them.
  /// - Returns: the faults, and what is no name of one.
  package static func parse(_ text: String) -> (faults: SidecarFaults, unknown: [String]) {
    var faults: SidecarFaults = []
    var unknown: [String] = []
    for part in text.split(separator: ",") {
      let name = part.filter { $0 != " " }
      if let known = names.first(where: { $0.name == name }) {
        faults.formUnion(known.fault)
      } else {
        unknown.append(name)
      }
    }
    return (faults, unknown)
  }

  /// In the words of `names`; "no fault" for none.
  var text: String {
    isEmpty ? "no fault" : Self.names.filter { contains($0.fault) }.map(\.name).joined(separator: ", ")
  }
}
