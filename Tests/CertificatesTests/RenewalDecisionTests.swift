// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TLS
import Testing

@testable import Certificates

@Suite("What is done about certificates, and why")
struct RenewalDecisionTests {
  private static let lifetimes = Situation.lifetimes

  private func names() throws -> [SubjectName] { try Situation.settings.names() }

  // MARK: The beginning

  @Test("without a Secret, or with an empty one, the first certificates are made")
  func beginning() throws {
    var view = CertificateView(configurations: [], secret: nil, identity: "me", now: Situation.start)
    #expect(decision(view) == RenewalDecision(.found, "there is no Secret"))
    view.secret = .empty
    #expect(decision(view) == RenewalDecision(.found, "the Secret is empty"))
  }

  @Test("a Secret that has gone is put back by whoever remembers it, and waited for by others")
  func deleted() throws {
    var situation = try Situation()
    situation.view.identity = "me"
    #expect(
      decision(situation.view)
        == RenewalDecision(
          .nothing, "there is no Secret, but authorities are published: who knows them may put it back"))
    situation.view.isGone = true
    #expect(decision(situation.view).step == .found)
    situation.view.isRemembered = true
    #expect(decision(situation.view) == RenewalDecision(.restore, "there is no Secret any more"))
  }

  @Test("what is somebody else's is not overwritten")
  func foreign() throws {
    var situation = try Situation()
    situation.view.secret = .unusable("read the entry ca.key: it is missing")
    #expect(try situation.decision.step == .stuck)
    #expect(try situation.decision.reason.contains("ca.key"))
  }

  private func decision(_ view: CertificateView) -> RenewalDecision {
    RenewalDecision(view, names: [], lifetimes: Self.lifetimes)
  }

  // MARK: What goes before what

  @Test("when all is well nothing is done, and it is said until when")
  func nothing() throws {
    let decision = try Situation().decision
    #expect(decision.step == .nothing)
    #expect(
      decision.reason == "the leaf is renewed at 2027-01-22T06:40:00Z, the authority at 2027-03-25T18:40:00Z")
  }

  @Test("authorities are published before anything else, one configuration at a time")
  func publication() throws {
    var situation = try Situation()
    situation.view.serving = nil
    situation.publish([])
    #expect(try situation.decision.step == .publish(.validating))
    situation.view.configurations[0] = situation.configuration(.validating, situation.state.bundlePEM)
    #expect(try situation.decision.step == .publish(.mutating))
    situation.view.configurations[1] = situation.configuration(.mutating, situation.state.bundlePEM)
    #expect(try situation.decision.step == .serve)
  }

  @Test("where publishing fails, the leaf is renewed and served all the same, but no authority goes on")
  func publishingLater() throws {
    var situation = try Situation(age: 620_000)
    situation.state.request = .authority
    situation.publish([])
    situation.view.isPublishingLater = true
    #expect(try situation.decision.step == .change(.renewLeaf(try names())))
    try situation.change(.renewLeaf(try names()))
    #expect(try situation.decision.step == .serve)
    try situation.serve()
    #expect(try situation.decision.step == .nothing)
  }

  @Test("a leaf is served first and recorded then, and recorded again from time to time")
  func service() throws {
    var situation = try Situation()
    situation.view.serving = nil
    #expect(try situation.decision == RenewalDecision(.serve, "nothing is served yet"))
    situation.view.serving = "another"
    #expect(try situation.decision == RenewalDecision(.serve, "there is a new leaf"))
    situation.view.serving = situation.state.leaf.fingerprint
    situation.view.silent = ["dead"]
    situation.view.isRecordDue = true
    #expect(try situation.decision.step == .change(.record(identity: "me", forgetting: ["dead"])))
    situation.view.isRecordDue = false
    situation.state.replicas = [:]
    #expect(try situation.decision.step == .change(.record(identity: "me", forgetting: ["dead"])))
    situation.view.identity = nil
    #expect(try situation.decision.step == .nothing)
  }

  // MARK: The leaf

  @Test("a leaf is renewed when a third of its life is left", arguments: [(599_999, false), (600_001, true)])
  func leaf(age: Int64, isDue: Bool) throws {
    let decision = try Situation(age: age).decision
    #expect(decision.step == (isDue ? .change(.renewLeaf(try names())) : .nothing))
    #expect(!isDue || decision.reason == "the leaf expires at 2027-01-25T18:00:00Z")
  }

  @Test("a leaf is renewed when somebody asks for it, and once")
  func askedForLeaf() throws {
    var situation = try Situation()
    situation.state.request = .leaf
    #expect(try situation.decision.reason == "somebody asked for a new leaf")
    try situation.change(.renewLeaf(try names()))
    try situation.serve()
    #expect(try situation.decision.step == .nothing)
  }

  @Test("a leaf that lacks one of our names gets it, and keeps those that others may need")
  func lacksName() throws {
    var situation = try Situation()
    let other = try SubjectName("other.ns.svc")
    try situation.change(.renewLeaf([other]))
    #expect(try situation.decision.step == .change(.renewLeaf(try names() + [other])))
  }

  @Test("a leaf that is not valid yet, because a clock was set back, is made anew; so is an authority")
  func future() throws {
    var situation = try Situation(age: 500_000)
    try situation.change(.renewLeaf(try names()))
    try situation.serve()
    situation.view.now = Instant(seconds: Situation.start.seconds + 400_000)
    #expect(try situation.decision.step == .change(.renewLeaf(try names())))
    situation.view.now = Instant(seconds: Situation.start.seconds - 1_000_000)
    #expect(try situation.decision.step == .change(.addNextAuthority))
  }

  @Test("a leaf that ends with its authority is not renewed over and over")
  func lastLeaf() throws {
    var situation = try Situation(age: 8_999_000)
    situation.state.previous = try Authority.make(at: situation.view.now, for: 100).certificate
    situation.publish()
    try situation.change(.renewLeaf(try names()))
    try situation.serve()
    #expect(situation.state.leaf.validity.notAfter == situation.state.authority.certificate.validity.notAfter)
    #expect(try situation.decision.step == .nothing)
  }

  // MARK: The authority

  @Test(
    "another authority is made when a third of its life is left", arguments: [(5_999_999, false), (6_000_001, true)])
  func authority(age: Int64, isDue: Bool) throws {
    var situation = try Situation(age: age)
    try situation.change(.renewLeaf(try names()))
    try situation.serve()
    #expect(try situation.decision.step == (isDue ? .change(.addNextAuthority) : .nothing))
  }

  @Test("a new authority signs once reviews have arrived since it was published, and not because time passes")
  func promotion() throws {
    var situation = try Situation()
    situation.state.request = .authority
    #expect(try situation.decision == RenewalDecision(.change(.addNextAuthority), "somebody asked for a new authority"))
    try situation.change(.addNextAuthority)
    #expect(try situation.decision.step == .publish(.validating))
    situation.publish()
    #expect(try situation.decision == RenewalDecision(.check, "the new authority is published"))
    situation.view.proven = [situation.state.authority.certificate.fingerprint]
    #expect(try situation.decision.step == .check)
    situation.view.proven = situation.state.bundle.map(\.fingerprint)
    #expect(try situation.decision.step == .change(.promoteNextAuthority(try names())))
  }

  @Test("without any review a new authority signs when half of the time for it is over, and the reason says so")
  func patience() throws {
    var situation = try Situation(age: 7_400_000)
    try situation.change(.renewLeaf(try names()))
    try situation.serve()
    try situation.change(.addNextAuthority)
    situation.publish()
    #expect(try situation.decision.step == .check)
    situation.view.now = Instant(seconds: Situation.start.seconds + 7_500_001)
    #expect(try situation.decision.step == .change(.promoteNextAuthority(try names())))
    #expect(try situation.decision.reason.hasPrefix("no review has shown that the new authority is known"))
  }

  @Test(
    "an old authority goes when nobody who counts serves its leaf, and API servers had time to learn of the new one")
  func drop() throws {
    var situation = try Situation()
    let old = situation.state.replicas["me"]
    try situation.change(.addNextAuthority)
    try situation.change(.promoteNextAuthority(try names()))
    situation.publish()
    try situation.serve()
    situation.state.replicas["other"] = old
    situation.view.isSettled = true
    #expect(try situation.decision.step == .nothing)
    situation.view.silent = ["other"]
    #expect(try situation.decision.step == .change(.dropPreviousAuthority))
    situation.view.isSettled = false
    #expect(try situation.decision.step == .nothing)
  }

  @Test("no third authority begins while an old one is still trusted")
  func oneAtATime() throws {
    var situation = try Situation()
    try situation.change(.addNextAuthority)
    try situation.change(.promoteNextAuthority(try names()))
    situation.publish()
    try situation.serve()
    situation.state.request = .authority
    #expect(try situation.decision.step == .nothing)
  }
}
