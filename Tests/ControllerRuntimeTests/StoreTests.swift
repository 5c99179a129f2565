// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import ControllerRuntime

@Suite("Store")
struct StoreTests {
  private func object(_ name: String, _ colour: String) -> KubeObject { KubeObject(Toys.object(name, colour: colour)) }

  private func contents(_ colour: String) -> ToyContents {
    (0..<50).reduce(into: ToyContents()) { $0.set(object("\($1)", colour), for: Toys.key("\($1)")) }
  }

  @Test("a store is synced from its first list on, not by single objects")
  func synced() {
    let store = Store<ToyContents>()
    store.set(object("bear", "brown"), for: Toys.key("bear"))
    #expect(!store.isSynced)
    store.replace(with: ToyContents())
    #expect(store.isSynced)
    #expect(store.read { $0.count } == 0)
  }

  @Test("objects are set and removed one by one")
  func changes() {
    let store = Store<ToyContents>()
    store.set(object("bear", "brown"), for: Toys.key("bear"))
    store.set(object("ball", "red"), for: Toys.key("ball"))
    store.remove(Toys.key("bear"))
    store.remove(Toys.key("never there"))
    #expect(store.read { $0.texts.keys.map(\.name) } == ["ball"])
  }

  @Test("no reader sees a part of a list")
  func atomic() async {
    let store = Store<ToyContents>()
    let lists = [contents("red"), contents("blue")]
    store.replace(with: lists[0])
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for round in 0..<200 { store.replace(with: lists[round % 2]) } }
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<200 {
            let seen = store.read { $0 }
            #expect(lists.contains(seen))
          }
        }
      }
    }
  }
}
