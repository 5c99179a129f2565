// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import ControllerRuntime

@Suite("What follows from a lease")
struct LeaseStateTests {
  private static let key = ObjectKey(namespace: "ops", name: "cassette")
  private var state = LeaseState(Self.key, identity: "me", timing: LeaseTiming())
  private let now = Instant(seconds: 1_800_000_000)

  private func lease(
    _ holder: String, seconds: Int = 15, renewed: String = "x", version: String? = "7"
  ) throws
    -> KubeObject
  {
    let version = version.map { #","resourceVersion":"\#($0)""# } ?? ""
    let text =
      #"{"metadata":{"name":"cassette"\#(version)},"spec":{"holderIdentity":"\#(holder)","#
      + #""leaseDurationSeconds":\#(seconds),"renewTime":"\#(renewed)"}}"#
    return KubeObject(try JSONValue(parsing: Array(text.utf8)))
  }

  private enum Answer: Equatable { case create, replace, wait(String, Duration), unusable }

  private mutating func found(_ lease: KubeObject?, at seconds: Int64) -> Answer {
    switch state.found(lease, at: .seconds(seconds), now) {
    case .create: .create
    case .replace: .replace
    case .wait(let holder, let rest): .wait(holder, rest)
    case .unusable: .unusable
    }
  }

  @Test("a lease that is not there is created, one that was let go is taken at once")
  mutating func free() throws {
    #expect(found(nil, at: 0) == .create)
    #expect(try found(lease("", seconds: 1), at: 0) == .replace)
  }

  @Test("a lease that is not renewed may be taken when we have seen it so for its duration, whatever it says of times")
  mutating func expiry() throws {
    for renewed in ["1970-01-01T00:00:00.000000Z", "9999-01-01T00:00:00.000000Z", "nonsense"] {
      state = LeaseState(Self.key, identity: "me", timing: LeaseTiming())
      #expect(try found(lease("other", renewed: renewed), at: 100) == .wait("other", .seconds(15)))
      #expect(try found(lease("other", renewed: renewed), at: 114) == .wait("other", .seconds(1)))
      #expect(try found(lease("other", renewed: renewed), at: 115) == .replace)
    }
  }

  @Test("every renewal makes it wait for the whole duration again, a new version alone does not")
  mutating func renewal() throws {
    _ = try found(lease("other"), at: 0)
    #expect(try found(lease("other", renewed: "y"), at: 14) == .wait("other", .seconds(15)))
    #expect(try found(lease("other", renewed: "y", version: "8"), at: 20) == .wait("other", .seconds(9)))
  }

  @Test("the duration is the one that the holder has promised itself")
  mutating func promised() throws {
    #expect(try found(lease("other", seconds: 60), at: 0) == .wait("other", .seconds(60)))
    state = LeaseState(Self.key, identity: "me", timing: LeaseTiming())
    #expect(try found(lease("other", seconds: 0), at: 0) == .wait("other", .seconds(15)))
  }

  @Test("a lease that is deleted is still its holder's until it would have run out")
  mutating func deleted() throws {
    _ = try found(lease("other"), at: 0)
    #expect(found(nil, at: 5) == .wait("other", .seconds(10)))
    #expect(found(nil, at: 15) == .create)
  }

  @Test("our own lease is renewed at any time")
  mutating func own() throws {
    #expect(try found(lease("me"), at: 0) == .replace)
    #expect(try found(lease("me"), at: 1_000) == .replace)
  }

  @Test("a lease without a version is not touched: it could be replaced over somebody else's")
  mutating func noVersion() throws {
    #expect(try found(lease("", version: nil), at: 0) == .unusable)
    #expect(try found(lease("me", version: ""), at: 0) == .unusable)
  }

  @Test("only our own lease is let go")
  mutating func release() throws {
    #expect(try state.released(lease("other"), at: now) == nil)
    guard case .replace(let json) = try state.released(lease("me"), at: now) else {
      Issue.record("not let go")
      return
    }
    #expect(LeaseRecord(KubeObject(json)).holder == "")
    #expect(json["metadata"]?["resourceVersion"]?.string == "7")
  }
}
