// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TLS
import Testing

@testable import Certificates

@Suite("What changes to certificates come to")
struct CertificateChangeTests {
  private func refusal(
    of leaf: ServingLeaf, by authorities: [StoredCertificate], at time: Instant = Situation.start
  ) throws -> String? {
    try TrustStore(authorities.map(\.certificate)).refusal(of: leaf.chain.map(\.certificate), at: time.seconds)
  }

  @Test("what a new authority signs is accepted by who knows the old one only, the new one only, and both")
  func promotion() throws {
    var situation = try Situation()
    try situation.change(.addNextAuthority)
    let before = situation.state
    try situation.change(.promoteNextAuthority(try Situation.settings.names()))
    let leaf = situation.state.leaf
    let next = try #require(before.next)
    #expect(situation.state.authority == next)
    #expect(situation.state.previous == before.authority.certificate)
    #expect(situation.state.bundlePEM == before.bundlePEM)
    #expect(try refusal(of: leaf, by: [before.authority.certificate]) == nil)
    #expect(try refusal(of: leaf, by: [next.certificate]) == nil)
    #expect(try refusal(of: leaf, by: situation.state.bundle) == nil)
    #expect(try refusal(of: before.leaf, by: [next.certificate]) != nil)
  }

  @Test("the old authority vouches for the new one as long as it is trusted, and in later leaves no more")
  func renewal() throws {
    var situation = try Situation()
    let names = try Situation.settings.names()
    try situation.change(.addNextAuthority)
    try situation.change(.promoteNextAuthority(names))
    try situation.change(.renewLeaf(names))
    #expect(situation.state.leaf.chain.count == 2)
    try situation.change(.dropPreviousAuthority)
    try situation.change(.renewLeaf(names))
    #expect(situation.state.leaf.chain.count == 1)
    #expect(try refusal(of: situation.state.leaf, by: situation.state.bundle) == nil)
  }

  @Test("a leaf is good for the Service, on P-256, from a while ago, and not for longer than its authority")
  func leaf() throws {
    let situation = try Situation()
    let leaf = situation.state.leaf
    #expect(leaf.names.map(\.description) == ["cassette.ns.svc", "cassette.ns.svc.cluster.local"])
    #expect(leaf.validity.notBefore == Situation.start.seconds - 90_000)
    #expect(leaf.validity.notAfter == Situation.start.seconds + 900_000)
    let late = Instant(seconds: Situation.start.seconds + 8_900_000)
    let last = try situation.state.applying(
      .renewLeaf(try Situation.settings.names()), Situation.lifetimes, at: late)
    #expect(last.leaf.validity.notAfter == situation.state.authority.certificate.validity.notAfter)
  }

  @Test("an authority whose key was exchanged signs nothing")
  func wrongKey() throws {
    var state = try Situation().state
    let other = try Authority.make(at: Situation.start, for: 1_000)
    state.authority = Authority(certificate: state.authority.certificate, key: other.key)
    let error = #expect(throws: TLSError.self) {
      try state.applying(.renewLeaf(try Situation.settings.names()), Situation.lifetimes, at: Situation.start)
    }
    #expect(error?.description.contains("what came of it is refused") == true)
  }

  @Test("records of the silent are forgotten, and there are never more than sixty-four")
  func records() throws {
    var situation = try Situation()
    for number in 100..<180 {
      try situation.change(.record(identity: "replica-\(number)", forgetting: ["me"]))
      situation.view.now = Instant(seconds: situation.view.now.seconds + 1)
    }
    #expect(situation.state.replicas.count == ReplicaRecord.most)
    #expect(situation.state.replicas["me"] == nil && situation.state.replicas["replica-179"] != nil)
    try situation.change(.forget(identity: "replica-179"))
    #expect(situation.state.replicas["replica-179"] == nil)
  }
}
