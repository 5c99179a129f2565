// SPDX-License-Identifier: Apache-2.0
import Admission
import Backups
import KubeModel
import Policy
import TestSupport
import Testing

@testable import Webhook

@Suite("Whether reviews arrive")
struct DeliveryCheckTests {
  private let asking = Asking()
  private let check: DeliveryCheck

  init() {
    var generator = SplitMix64(seed: 1)
    check = DeliveryCheck(using: &generator)
  }

  private func review(_ object: JSONValue, dryRun: Bool = true) -> [UInt8] {
    let review = String(
      decoding: Asking.review(object: String(decoding: object.rawBytes, as: UTF8.self)), as: UTF8.self)
    return Array(review.replacing(#""uid":"#, with: #""dryRun":\#(dryRun),"uid":"#).utf8)
  }

  private func refusal(_ message: String) -> Result<KubeObject, KubeError> {
    let status = Status(.forbidden, message: "admission webhook \"v\" denied the request: \(message)")
    return .failure(KubeError(verb: "create", path: "/", cause: .refused(status, retryAfter: nil)))
  }

  @Test("the validating webhook refuses, and says whether the mutating one was asked before")
  func both() throws {
    let mutation = try asking.answer(review(check.object), "/mutate")
    #expect(mutation["allowed"]?.bool == true && mutation["patchType"]?.string == "JSONPatch")

    let alone = try asking.answer(review(check.object))
    #expect(alone["allowed"]?.bool == false && alone["status", "code"]?.integer == 403)
    let aloneMessage = try #require(alone["status", "message"]?.string)
    #expect(check.arrivals(refusal(aloneMessage)) == .validating)

    guard case .allowed(let patch) = check.mutation.outcome else { return }
    let mutated = try patch.applied(to: check.object)
    let after = try asking.answer(review(mutated))
    let message = try #require(after["status", "message"]?.string)
    #expect(check.arrivals(refusal(message)) == [.mutating, .validating])
    #expect(check.arrivals(.success(KubeObject(mutated))) == .mutating)
  }

  @Test("answers to somebody else's check, and no answers at all, prove nothing")
  func others() {
    var generator = SplitMix64(seed: 2)
    let other = DeliveryCheck(using: &generator)
    #expect(check.arrivals(.success(KubeObject(check.object))) == [])
    #expect(check.arrivals(.success(KubeObject(other.object))) == [])
    #expect(check.arrivals(refusal("no")) == [])
    #expect(
      check.arrivals(.failure(KubeError(verb: "", path: "", cause: .unanswered("the connection broke")))) == [])
  }

  @Test("what would be stored is judged as always")
  func real() throws {
    #expect(try asking.answer(review(check.object, dryRun: false))["status", "code"]?.integer != 403)
  }

  @Test("a check passes the rules of the specification, should a schema ever be built from them")
  func plausible() throws {
    let review = review(check.object, dryRun: false)
    #expect(try asking.answer(review)["allowed"]?.bool == true)
  }
}
