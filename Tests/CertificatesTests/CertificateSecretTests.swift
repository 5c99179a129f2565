// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Certificates

@Suite("The Secret that replicas share")
struct CertificateSecretTests {
  private let key = ObjectKey(namespace: "ns", name: "certificates")

  private func state() throws -> CertificateState {
    var situation = try Situation()
    try situation.change(.addNextAuthority)
    situation.state.previous = try Authority.make(at: Situation.start, for: 1_000).certificate
    situation.state.request = .leaf
    return situation.state
  }

  @Test("what is written is read again")
  func roundTrip() throws {
    let state = try state()
    let secret = KubeObject(CertificateSecret.object(key, state))
    guard case .state(let read) = CertificateSecret.content(of: secret) else {
      Issue.record("unreadable")
      return
    }
    #expect(read == state)
    #expect(secret.json["type"]?.string == "kubernetes.io/tls")
    #expect(secret.key == key)
    #expect(
      secret.json["data"]?.members.map(\.name) == [
        "tls.crt", "tls.key", "ca.crt", "ca.key", "next-ca.crt", "next-ca.key", "previous-ca.crt",
      ])
  }

  @Test("what others wrote into it stays, its version too, and what is over goes")
  func beside() throws {
    var state = try state()
    let secret = try JSONValue(
      parsing: Array(
        """
        {"kind": "Secret", "type": "Opaque", "metadata": {"name": "certificates", "resourceVersion": "7",
         "annotations": {"other": "a", "db.orange.com/cassette-rotate": "leaf"}, "labels": {"b": "c"}},
         "data": {"note": "Zm9v", "next-ca.crt": "Zm9v"}}
        """.utf8))
    state.request = nil
    state.next = nil
    let written = KubeObject(CertificateSecret.object(KubeObject(secret), holding: state))
    #expect(written.metadata?["resourceVersion"]?.string == "7")
    #expect(written.annotation("other") == "a" && written.label("b") == "c")
    #expect(written.annotation("db.orange.com/cassette-rotate") == nil)
    #expect(written.json["data"]?["note"]?.string == "Zm9v")
    #expect(written.json["data"]?["next-ca.crt"] == nil)
    #expect(written.json["type"]?.string == "Opaque")
  }

  @Test(
    "a Secret with none of our entries is empty; one with wrong ones is not ours to write",
    arguments: [
      (#"{}"#, nil), (#"{"data": {"tls.crt": "", "tls.key": "", "x": "eA=="}}"#, nil),
      (#"{"data": {"tls.crt": "eA==", "tls.key": "eA=="}}"#, "read the entry ca.crt: it is missing"),
      (#"{"data": {"ca.crt": "?"}}"#, "read the entry ca.crt: it is not base64"),
      (#"{"data": {"ca.crt": "eA=="}}"#, "read the entry ca.key: it is missing"),
      (#"{"data": {"ca.crt": "eA==", "ca.key": "c2VjcmV0"}}"#, "read a certificate in PEM"),
    ])
  func foreign(text: String, reason: String?) throws {
    let secret = KubeObject(try JSONValue(parsing: Array(text.utf8)))
    switch CertificateSecret.content(of: secret) {
    case .empty: #expect(reason == nil)
    case .unusable(let found): #expect(found.hasPrefix(reason ?? "?") && !found.contains("secret"))
    case .state: Issue.record("read as ours")
    }
  }

  @Test("what is known already is taken as it was, but for the annotations")
  func known() throws {
    var state = try state()
    let secret = KubeObject(CertificateSecret.object(key, state))
    state.replicas = [:]
    state.request = .authority
    let changed = KubeObject(CertificateSecret.object(secret, holding: state))
    guard case .state(let read) = CertificateSecret.content(of: changed, knowing: (secret, .state(state))) else {
      Issue.record("unreadable")
      return
    }
    #expect(read == state)
    let other = KubeObject(CertificateSecret.object(key, try self.state()))
    guard case .state(let new) = CertificateSecret.content(of: other, knowing: (secret, .state(state))) else { return }
    #expect(new.leaf != state.leaf)
  }

  @Test("records that cannot be read are left out", arguments: ["", "[]", "{", #"{"a": {"leaf": 1}}"#])
  func records(text: String) {
    #expect(ReplicaRecord.parse(text) == [:])
  }
}
