// SPDX-License-Identifier: Apache-2.0
import Testing

struct SchedulingTests {
  @Test("a case that changes what all share runs alone, before those that came earlier and wait")
  func alone() {
    var turns = TurnOrder<String>()
    #expect(turns.join(.busy, "busy") == ["busy"])
    #expect(turns.join(.alone, "alone") == [])
    #expect(turns.join(.busy, "late") == [])
    #expect(turns.join(.waiting, "patient") == [])
    #expect(turns.end(.busy) == ["alone"])
    #expect(turns.end(.alone) == ["late", "patient"])
  }

  @Test("no more cases run side by side than their kind allows, and another kind does not wait for them")
  func width() {
    var turns = TurnOrder<Int>()
    for number in 0..<Turn.busy.width { #expect(turns.join(.busy, number) == [number]) }
    #expect(turns.join(.busy, 98) == [])
    #expect(turns.join(.waiting, 99) == [99])
    #expect(turns.end(.busy) == [98])
  }

  @Test("a control plane with few cases waits for one with many that was announced")
  func announced() {
    var places = PlaceOrder<String>(places: 1)
    places.announce(16)
    places.announce(96)
    #expect(places.join(16, "small") == [])
    #expect(places.join(96, "large") == ["large"])
    #expect(places.join(0, "tiny") == [])
    #expect(places.leave() == ["small"])
    #expect(places.leave() == ["tiny"])
  }

  @Test("a control plane that was announced and does not come holds nobody up")
  func withdrawn() {
    var places = PlaceOrder<String>(places: 2)
    places.announce(96)
    #expect(places.join(16, "small") == [])
    #expect(places.withdraw(96) == ["small"])
    #expect(places.join(0, "next") == ["next"])
    #expect(places.join(0, "last") == [])
  }
}
