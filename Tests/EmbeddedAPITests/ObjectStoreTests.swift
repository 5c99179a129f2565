// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("The store of objects")
struct ObjectStoreTests {
  private let type = ResourceType(group: "g", plural: "things")

  private func key(_ name: String, in namespace: String = "ns") -> ObjectKey {
    ObjectKey(namespace: namespace, name: name)
  }

  private func object(_ name: String, _ note: String = "") throws -> JSONValue {
    try JSONValue(text: #"{"metadata":{"name":"\#(name)","namespace":"ns"},"note":"\#(note)"}"#)
  }

  private func names(_ objects: [JSONValue]) -> [String] { objects.compactMap { KubeObject($0).name } }

  @Test("revisions rise over all objects, and each object carries its own")
  func revisions() throws {
    var store = ObjectStore()
    #expect(store.put(try object("a"), type, key("a"))["metadata"]?["resourceVersion"]?.string == "2")
    #expect(store.put(try object("b"), type, key("b"))["metadata"]?["resourceVersion"]?.string == "3")
    store.remove(type, key("a"))
    #expect(store.revision == 4 && store.object(type, key("a")) == nil)
    let changes = try store.changes(after: 2)
    #expect(changes.map(\.revision) == [3, 4])
    #expect(changes.last?.object["metadata"]?["resourceVersion"]?.string == "4", "as it was last, of now")
  }

  @Test("a list as it was can be had, as long as the changes since are remembered")
  func past() throws {
    var store = ObjectStore()
    for name in ["b", "a", "c"] { store.put(try object(name), type, key(name)) }
    store.put(try object("a", "new"), type, key("a"))
    store.remove(type, key("b"))
    #expect(names(store.objects(type)) == ["a", "c"])
    #expect(names(try store.objects(type, in: nil, at: 3)) == ["a", "b"])
    #expect(try store.objects(type, in: nil, at: 4).first?["note"]?.string == "")
    #expect(try store.objects(type, in: "other", at: 4) == [])
    store.forget(count: 2)
    #expect(store.oldest == 4)
    #expect(throws: ObjectStore.NotAvailable.compacted) { try store.objects(type, in: nil, at: 3) }
    #expect(throws: ObjectStore.NotAvailable.compacted) { try store.changes(after: 3) }
    #expect(try store.changes(after: 4).count == 2)
    #expect(throws: ObjectStore.NotAvailable.future) { try store.changes(after: 7) }
  }

  @Test("what is remembered is bounded by bytes as well")
  func bytes() throws {
    var store = ObjectStore()
    for _ in 0..<100 { store.put(try object("a", String(repeating: "x", count: 1_000)), type, key("a")) }
    store.forget(bytes: 10_000)
    #expect(store.revision - store.oldest < 10)
    #expect(store.bytes < 1_200)
  }

  @Test("changes can be taken back, as if they had not been")
  func rollBack() throws {
    var store = ObjectStore()
    store.put(try object("a"), type, key("a"))
    let (before, bytes) = (store.revision, store.bytes)
    store.put(try object("a", "new"), type, key("a"))
    store.put(try object("b"), type, key("b"))
    store.remove(type, key("a"))
    store.rollBack(to: before)
    #expect(names(store.objects(type)) == ["a"])
    #expect(store.object(type, key("a"))?["note"]?.string == "")
    #expect(store.revision == before && store.bytes == bytes)
    #expect(try store.changes(after: before).isEmpty)
  }
}
