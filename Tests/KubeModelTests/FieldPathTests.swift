// SPDX-License-Identifier: Apache-2.0

import KubeModel
import Testing

@Suite("FieldPath")
struct FieldPathTests {
  @Test(
    "paths print as Kubernetes prints them, and as JSON Pointers",
    arguments: [
      (FieldPath.root, "", ""),
      (.spec, "spec", "/spec"),
      (FieldPath("spec", "storageLocation"), "spec.storageLocation", "/spec/storageLocation"),
      (.spec.member("rename").key("k1.t1"), "spec.rename[k1.t1]", "/spec/rename/k1.t1"),
      (.spec.member("dc").index(0).member("name"), "spec.dc[0].name", "/spec/dc/0/name"),
      (.metadata.member("labels").key("a/b~c"), "metadata.labels[a/b~c]", "/metadata/labels/a~1b~0c"),
      (FieldPath(steps: [.index(3)]), "[3]", "/3"),
    ])
  func printing(path: FieldPath, description: String, pointer: String) {
    #expect(path.description == description)
    #expect(path.pointer == pointer)
  }

  @Test("a name is the same path however it was made")
  func equality() {
    #expect(FieldPath("spec", "entities") == .spec.member("entities"))
    #expect(FieldPath.spec.member("a") != .spec.key("a"))
  }
}
