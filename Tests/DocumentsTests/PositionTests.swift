// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel
import Testing

struct PositionTests {
  private let yaml = """
    # a backup
    metadata:
      name: "é😀"   # scalars, not bytes
      labels: {"é": b, app.kubernetes.io/name: x}
    spec:
      empty:
      entities:
      - k1.t1
      - {a: [1, 2]}
      text: |
        block
    """

  private let paths: [(FieldPath, String)] = [
    (.root, "2:1"),
    (.metadata, "2:1"),
    (.metadata.member("name"), "3:9"),
    (.metadata.member("labels"), "4:3"),
    (.metadata.member("labels").key("é"), "4:17"),
    (.metadata.member("labels").key("app.kubernetes.io/name"), "4:44"),
    (.spec.member("empty"), "6:3"),
    (.spec.member("entities"), "7:3"),
    (.spec.member("entities").index(0), "8:5"),
    (.spec.member("entities").index(1), "9:5"),
    (.spec.member("entities").index(1).member("a"), "9:6"),
    (.spec.member("entities").index(1).member("a").index(1), "9:13"),
    (.spec.member("text"), "10:9"),
    (.spec.member("text").member("x"), "10:9"),
    (.spec.member("missing").member("deep"), "5:1"),
    (.spec.member("entities").index(7), "7:3"),
    (FieldPath("nowhere"), "2:1"),
  ]

  @Test("a path leads to a value's text or a member's name, and what is missing to what should contain it")
  func yamlPositions() throws {
    let document = try #require(documents(yaml).first)
    for (path, place) in paths {
      #expect(document.position(of: path).description == place, "\(path)")
    }
  }

  @Test("later documents count lines from the start of the file")
  func laterDocument() throws {
    let document = try #require(documents("a: 1\n---\n# x\nspec:\n  b: 2\n").last)
    #expect(document.position(of: .spec.member("b")).description == "5:6")
  }

  @Test("JSON has positions by the same rules")
  func jsonPositions() throws {
    let text =
      "{}\n{\n  \"é\\n\": 1, \"spec\" :\n\t{\"list\": [ {\"b\": null}, -1.5e3,true ], \"x\": \"a\\\"b\",\"y\": {}}}"
    let document = try #require(documents(text).last)
    let list = FieldPath.spec.member("list")
    let expected: [(FieldPath, String)] = [
      (.root, "2:1"), (FieldPath("é\n"), "3:10"), (.spec, "3:13"), (list, "4:3"), (list.index(0), "4:13"),
      (list.index(0).member("b"), "4:19"), (list.index(1), "4:26"), (list.index(2), "4:33"),
      (.spec.member("x"), "4:46"), (.spec.member("y"), "4:53"), (.spec.member("z"), "3:13"),
    ]
    for (path, place) in expected {
      #expect(document.position(of: path).description == place, "\(path)")
    }
  }

  @Test("an alias stands where it is written, and what is inside of it where that is written")
  func aliases() throws {
    let document = try #require(documents("a: &x\n  b: 1\nc: *x\nd: &y 2\ne: *y\nf:\n  <<: *x\n").first)
    #expect(document.position(of: FieldPath("c")).description == "3:1")
    #expect(document.position(of: FieldPath("c", "b")).description == "2:6")
    #expect(document.position(of: FieldPath("e")).description == "5:4")
    #expect(document.position(of: FieldPath("f", "b")).description == "2:6")
  }

  @Test("the objects of a list keep their positions", arguments: ["", "\u{feff}"])
  func list(prefix: String) throws {
    let text = prefix + "kind: List\nitems:\n- kind: A\n  spec: {x: 1}\n- kind: List\n  items:\n  - kind: B\n    m: 2\n"
    let objects = try #require(documents(text).first).flattened
    #expect(objects.compactMap { $0.value["kind"]?.string } == ["A", "B"])
    #expect(objects.first?.position(of: .spec.member("x")).description == "4:13")
    #expect(objects.last?.position(of: FieldPath("m")).description == "8:8")
    #expect(objects.last?.position(of: FieldPath("absent")).description == "7:5")
  }

  @Test(
    "an object without items, or with none, stands for itself", arguments: ["items: {}\n", "items: []\n", "a: 1\n"])
  func noList(text: String) throws {
    #expect(try #require(documents(text).first).flattened.count == 1)
  }

  @Test("an object of a list has its notes, and the first those of the list")
  func listNotes() throws {
    let text = "kind: A\nkind: List\nitems:\n- spec: 1\n- {spec: {x: 1, x: 2}}\n- items:\n  - {m: 1, m: 2}\n"
    let objects = try #require(documents(text).first).flattened
    #expect(
      objects.map { $0.notes.map { "\($0.position) \($0.path)" } } == [["2:1 kind"], ["5:17 spec.x"], ["7:12 m"]])
  }
}
