// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Certificates

@Suite("How far a rotation is")
struct RotationProgressTests {
  @Test("of a leaf")
  func leaf() throws {
    var situation = try Situation()
    let before = situation.state
    func progress() -> RotationProgress { RotationProgress(of: .leaf, from: before, to: situation.state) }
    situation.state.request = .leaf
    #expect(progress().description == "no replica has taken it up yet")
    try situation.change(.renewLeaf(try Situation.settings.names()))
    #expect(progress().description == "0 of 1 replicas serve the new leaf" && !progress().isDone)
    try situation.serve()
    #expect(progress().description == "done, 1 of 1 replicas serve the new leaf" && progress().isDone)
  }

  @Test("of an authority")
  func authority() throws {
    var situation = try Situation()
    let before = situation.state
    func progress() -> RotationProgress { RotationProgress(of: .authority, from: before, to: situation.state) }
    situation.state.request = .authority
    #expect(progress().description == "no replica has taken it up yet")
    try situation.change(.addNextAuthority)
    #expect(progress().description == "the new authority is made, and published before it signs")
    try situation.change(.promoteNextAuthority(try Situation.settings.names()))
    #expect(progress().description == "0 of 1 replicas serve the new leaf")
    try situation.serve()
    #expect(progress().description.hasSuffix("the old authority is trusted for a while longer"))
    try situation.change(.dropPreviousAuthority)
    #expect(progress().isDone)
  }

  @Test(
    "lifetimes are read off certificates",
    arguments: [
      CertificateLifetimes.usual, CertificateLifetimes(authority: 30, leaf: 10),
      CertificateLifetimes(authority: 9_000, leaf: 3_000),
    ])
  func lifetimes(_ lifetimes: CertificateLifetimes) throws {
    let state = try CertificateState.founded(names: Situation.settings.names(), lifetimes, at: Situation.start)
    let read = CertificateLifetimes(of: state)
    #expect(abs(read.leaf - lifetimes.leaf) <= 1 && abs(read.authority - lifetimes.authority) <= 1)
  }
}
