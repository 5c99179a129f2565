// SPDX-License-Identifier: Apache-2.0
import Backups
import Foundation
import HTTPServer
import KubeModel
import Policy
import TestSupport
import Testing

@testable import Webhook

@Suite("Reviews and their answers")
struct ReviewHandlerTests {
  private let asking = Asking()

  @Test("a good object is allowed, under the uid of its review")
  func allowed() throws {
    let answer = try asking.answer(Asking.review(uid: "abc", object: Asking.backup()))
    #expect(answer["uid"]?.string == "abc")
    #expect(answer["allowed"]?.bool == true)
    #expect(answer["status"] == nil && answer["patch"] == nil)
    #expect(answer["auditAnnotations", "verdict"]?.string == "allow")
  }

  @Test("a bad object is denied with every finding")
  func denied() throws {
    let answer = try asking.answer(Asking.review(object: Asking.backup(Asking.bad)))
    #expect(answer["allowed"]?.bool == false)
    #expect(answer["status", "code"]?.integer == 422)
    #expect(answer["status", "reason"]?.string == "Invalid")
    let fields = answer["status", "details", "causes"]?.elements.compactMap { $0["field"]?.string }
    #expect(fields == ["spec.entities", "spec.bandwidth"])
    #expect(answer["auditAnnotations", "verdict"]?.string == "deny")
    let rules = answer["auditAnnotations", "rules"]?.string ?? ""
    #expect(rules.hasPrefix("entities-syntax,bandwidth"))
  }

  @Test("a denial is logged under the uid of its review, with the rules; what is only warned of is not logged")
  func log() throws {
    let lines = LogLines()
    let asking = Asking(provider: FixedFacts(NoFacts(reason: "nobody knows")), logger: lines.logger)
    #expect(try asking.answer(Asking.review(object: Asking.backup()))["warnings"]?.texts.isEmpty == false)
    #expect(lines.all == [])
    _ = try asking.answer(Asking.review(uid: "u-9", object: Asking.backup(Asking.bad)))
    #expect(
      lines.text
        == "info: review denied kind=CassandraBackup object=ns/b rules=bandwidth,entities-syntax uid=u-9")
  }

  @Test("the mutating webhook adds defaults to what is created, and judges nothing")
  func mutate() throws {
    let answer = try asking.answer(Asking.review(object: Asking.backup(Asking.bad)), "/mutate")
    #expect(answer["allowed"]?.bool == true)
    #expect(answer["patchType"]?.string == "JSONPatch")
    #expect(answer["warnings"] == nil && answer["auditAnnotations"] == nil)
  }

  @Test("an update gets no defaults")
  func mutateUpdate() throws {
    let review = Asking.review(
      operation: "UPDATE", object: Asking.backup(Asking.bad), oldObject: Asking.backup())
    #expect(try asking.answer(review, "/mutate")["patch"] == nil)
  }

  @Test("what an update leaves as it was is a warning")
  func ratchet() throws {
    let old = Asking.backup(Asking.bad)
    let new = Asking.backup(Asking.bad + #","secret":"s""#)
    let answer = try asking.answer(Asking.review(operation: "UPDATE", object: new, oldObject: old))
    #expect(answer["allowed"]?.bool == true)
    #expect(answer["warnings"]?.texts.contains { $0.hasPrefix("spec.bandwidth: ") } == true)
  }

  @Test("what the old object of a creation says does not count")
  func oldObjectOfCreation() throws {
    let body = Asking.review(object: Asking.backup(Asking.bad), oldObject: Asking.backup(Asking.bad))
    #expect(try asking.answer(body)["allowed"]?.bool == false)
  }

  @Test("deletion and connection are always allowed", arguments: ["DELETE", "CONNECT"])
  func otherOperations(_ operation: String) throws {
    for object in [nil, Asking.backup(Asking.bad)] {
      let answer = try asking.answer(Asking.review(operation: operation, object: object, oldObject: object))
      #expect(answer["allowed"]?.bool == true)
      #expect(answer["warnings"] == nil)
    }
  }

  @Test("a subresource is nobody's business here", arguments: ["status", "scale"])
  func subresource(_ name: String) throws {
    let bad = Asking.backup(Asking.bad)
    let review = Asking.review(operation: "UPDATE", subresource: name, object: bad, oldObject: Asking.backup())
    #expect(try asking.answer(review)["allowed"]?.bool == true)
  }

  @Test(
    "a kind that no rule is about is let through with a warning",
    arguments: [
      (#"{"group":"","version":"v1","kind":"Pod"}"#, "v1 Pod"),
      (#"{"group":"db.orange.com","version":"v2","kind":"CassandraCluster"}"#, "db.orange.com/v2 CassandraCluster"),
      (#"{"group":"example.com","version":"v2","kind":"CassandraBackup"}"#, "example.com/v2 CassandraBackup"),
    ])
  func misregistered(_ kind: String, _ name: String) throws {
    for target in ["/validate", "/mutate"] {
      let answer = try asking.answer(Asking.review(kind: kind, object: Asking.backup(Asking.bad)), target)
      #expect(answer["allowed"]?.bool == true)
      #expect(
        answer["warnings"]?.texts == ["this webhook does not judge \(name): its configuration names too much"])
    }
  }

  @Test(
    "a review that is malformed inside is denied under its own uid",
    arguments: [
      (Asking.review(kind: "null"), "the request has no kind or no known operation"),
      (Asking.review(operation: nil), "the request has no kind or no known operation"),
      (Asking.review(operation: "WATCH"), "the request has no kind or no known operation"),
      (Asking.review(), "the CREATE request lacks its object or oldObject"),
      (Asking.review(object: "[]"), "the CREATE request lacks its object or oldObject"),
      (Asking.review(operation: "UPDATE", object: "{}"), "the UPDATE request lacks its object or oldObject"),
      (Asking.review(operation: "UPDATE", oldObject: "{}"), "the UPDATE request lacks its object or oldObject"),
    ])
  func malformed(_ body: [UInt8], _ message: String) throws {
    for target in ["/validate", "/mutate"] {
      let answer = try asking.answer(body, target)
      #expect(answer["uid"]?.string == "u-1")
      #expect(answer["allowed"]?.bool == false)
      #expect(answer["status", "code"]?.integer == 400)
      #expect(answer["status", "message"]?.string == message)
    }
  }

  @Test("an object without anything in it is judged, not refused")
  func emptyObject() throws {
    let answer = try asking.answer(Asking.review(object: "{}"))
    #expect(answer["status", "code"]?.integer == 422)
    #expect(try asking.answer(Asking.review(object: "{}"), "/mutate")["allowed"]?.bool == true)
  }

  @Test("v1beta1 is answered in v1beta1")
  func beta() throws {
    let body = String(decoding: Asking.review(object: Asking.backup()), as: UTF8.self)
      .replacingOccurrences(of: "admission.k8s.io/v1\"", with: "admission.k8s.io/v1beta1\"")
    let response = try asking.response(Asking.request(Array(body.utf8)))
    #expect(try JSONValue(parsing: response.body)["apiVersion"]?.string == "admission.k8s.io/v1beta1")
  }

  @Test("an object that names no namespace is judged in that of its request")
  func namespace() throws {
    let facts = OneSecret(key: ObjectKey(namespace: "ns", name: "s"))
    let asking = Asking(facts: facts)
    let spec = Asking.good + #","secret":"s""#
    func rules(_ metadata: String, _ namespace: String) throws -> String {
      let body = Asking.review(namespace: namespace, object: Asking.backup(spec, metadata: metadata))
      return try asking.answer(body)["auditAnnotations", "rules"]?.string ?? ""
    }
    #expect(try !rules(#"{"name":"b"}"#, "ns").contains("secret-exists"))
    #expect(try !rules(#"{}"#, "ns").contains("secret-exists"))
    #expect(try rules(#"{"name":"b"}"#, "other").contains("secret-exists"))
    #expect(try rules(#"{"name":"b","namespace":"own"}"#, "ns").contains("secret-exists"))
  }

  @Test("a large body is judged off the loop, with the same answer")
  func large() async throws {
    let padding =
      #","metadata":{"name":"b","namespace":"ns","annotations":{"x":""# + String(repeating: "x", count: 70_000)
    let object = Asking.backup(Asking.bad).dropLast() + padding + #""}}}"#
    let body = Asking.review(object: String(object))
    guard case .later(let work) = asking.handler.handle(Asking.request(body)) else {
      Issue.record("answered on the loop")
      return
    }
    let response = await work()
    #expect(response.status == 200)
    #expect(try JSONValue(parsing: response.body)["response"]?["status"]?["code"]?.integer == 422)
  }

  @Test("the largest body that is judged on the loop")
  func limit() throws {
    let short = Asking.review(object: Asking.backup())
    let body = short + [UInt8](repeating: UInt8(ascii: " "), count: ReviewHandler.largestOnLoop - short.count)
    #expect(try asking.answer(body)["allowed"]?.bool == true)
    guard case .later = asking.handler.handle(Asking.request(body + [UInt8(ascii: " ")])) else {
      Issue.record("one byte more is answered on the loop")
      return
    }
  }

  @Test("a review whose time is over before it is read fails as a request, so that failurePolicy decides")
  func late() async throws {
    let body = Asking.review(object: Asking.backup()) + [UInt8](repeating: UInt8(ascii: "\n"), count: 70_000)
    guard case .later(let work) = asking.handler.handle(Asking.request(body, "/validate?timeout=1ns")) else {
      Issue.record("answered on the loop")
      return
    }
    let response = await work()
    #expect(response.status == 504)
    let status = try JSONValue(parsing: response.body)
    #expect(status["kind"]?.string == "Status")
    #expect(status["reason"]?.string == "Timeout")
  }
}

/// A world of one Secret.
private struct OneSecret: FactSource {
  var key: ObjectKey

  func cluster(_ key: ObjectKey) -> Fact<ClusterFact> { .absent }
  func secret(_ key: ObjectKey) -> Fact<SecretFact> {
    key == self.key ? .known(SecretFact(entries: ["awsaccesskeyid": .usable, "awssecretaccesskey": .usable])) : .absent
  }
  func backup(_ key: ObjectKey) -> Fact<BackupFact> { .absent }
  func neighbours(of spec: BackupSpec, _ key: ObjectKey) -> Fact<BackupNeighbours> { .known(BackupNeighbours()) }
  func operations(onCluster key: ObjectKey) -> Fact<[OperationFact]> { .known([]) }
  func mayRead(_ secret: ObjectKey, _ author: Author) -> Fact<Bool> { .known(true) }
}
