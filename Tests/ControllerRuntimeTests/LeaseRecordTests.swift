// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import ControllerRuntime

@Suite("What a lease says")
struct LeaseRecordTests {
  private static let key = ObjectKey(namespace: "ops", name: "cassette")
  private let now = Instant(seconds: 1_800_000_000, nanoseconds: 1_234_567)

  private func lease(_ spec: String) throws -> KubeObject {
    let text =
      #"{"metadata":{"name":"cassette","namespace":"ops","resourceVersion":"7","labels":{"a":"b"}},"spec":\#(spec)}"#
    return KubeObject(try JSONValue(parsing: Array(text.utf8)))
  }

  @Test("a new lease is as client-go would write it")
  func made() {
    let record = LeaseRecord().taken(by: "one", for: .seconds(15), at: now)
    #expect(
      String(decoding: record.lease(Self.key).rawBytes, as: UTF8.self)
        == #"{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"namespace":"ops","name":"cassette"},"#
        + #""spec":{"holderIdentity":"one","leaseDurationSeconds":15,"acquireTime":"2027-01-15T08:00:00.001234Z","#
        + #""renewTime":"2027-01-15T08:00:00.001234Z","leaseTransitions":0}}"#)
  }

  @Test("who renews keeps the time of the acquisition, who takes it from another begins anew")
  func taken() {
    let one = LeaseRecord().taken(by: "one", for: .seconds(15), at: now)
    let renewed = one.taken(by: "one", for: .seconds(15), at: now + .seconds(2))
    #expect(renewed.acquireTime == one.acquireTime && renewed.transitions == 0)
    #expect(renewed.renewTime == "2027-01-15T08:00:02.001234Z")
    let two = renewed.released(at: now + .seconds(3)).taken(by: "two", for: .seconds(15), at: now + .seconds(4))
    #expect(two.acquireTime == "2027-01-15T08:00:04.001234Z" && two.transitions == 1 && two.holder == "two")
  }

  @Test("a lease that is let go says so as client-go does")
  func released() {
    let record = LeaseRecord().taken(by: "one", for: .seconds(15), at: now).released(at: now + .seconds(2))
    #expect(record.holder.isEmpty && record.seconds == 1 && record.transitions == 0)
    #expect(record.renewTime == "2027-01-15T08:00:02.001234Z")
  }

  @Test("what others have written into a lease stays, and its version")
  func kept() throws {
    let old = try lease(#"{"strategy":"OldestEmulationVersion","holderIdentity":"one","leaseTransitions":3}"#)
    let new = KubeObject(try LeaseRecord(old).taken(by: "two", for: .seconds(15), at: now).put(into: old))
    #expect(new.metadata == old.metadata)
    #expect(new.spec?["strategy"]?.string == "OldestEmulationVersion")
    #expect(LeaseRecord(new).holder == "two" && LeaseRecord(new).transitions == 4)
    #expect(new.spec?.members.count == 6)
  }

  @Test(
    "what makes no sense counts as not said",
    arguments: [
      "null", "[]", "3", "{}", #"{"holderIdentity":null,"leaseDurationSeconds":0,"leaseTransitions":-1}"#,
      #"{"holderIdentity":[],"leaseDurationSeconds":1e3,"leaseTransitions":"2","acquireTime":5}"#,
      #"{"leaseDurationSeconds":99999999999}"#,
    ])
  func nonsense(spec: String) throws {
    let lease = try lease(spec)
    #expect(LeaseRecord(lease) == LeaseRecord())
    let taken = LeaseRecord(lease).taken(by: "one", for: .seconds(15), at: now)
    #expect(LeaseRecord(KubeObject(try taken.put(into: lease))) == taken)
  }

  @Test("transitions end at what the API can take", arguments: [Int64(Int32.max), .max])
  func transitions(count: Int64) throws {
    let record = LeaseRecord(try lease(#"{"holderIdentity":"one","leaseTransitions":\#(count)}"#))
    #expect(record.taken(by: "two", for: .seconds(15), at: now).transitions == Int64(Int32.max))
  }
}
