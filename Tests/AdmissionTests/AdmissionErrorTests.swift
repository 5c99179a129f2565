// SPDX-License-Identifier: Apache-2.0
import Admission
import KubeModel
import TestSupport
import Testing

@Suite("Bodies that are no reviews")
struct AdmissionErrorTests {
  @Test(
    "a body that could not be answered is refused, with the reason",
    arguments: [
      ("[]", .kind(found: nil)),
      ("null", .kind(found: nil)),
      (#""AdmissionReview""#, .kind(found: nil)),
      (#"{"kind":1}"#, .kind(found: nil)),
      (#"{"kind":"Review"}"#, .kind(found: "Review")),
      (#"{"kind":"AdmissionReview"}"#, .version(found: nil)),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v2"}"#, .version(found: "admission.k8s.io/v2")),
      (#"{"kind":"AdmissionReview","apiVersion":"v1"}"#, .version(found: "v1")),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}"#, .noRequest),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":null}"#, .noRequest),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":[]}"#, .noRequest),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"1"}}"#, .noRequest),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{}}"#, .noUID),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":""}}"#, .noUID),
      (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":7}}"#, .noUID),
      ("", .json(JSONError.failure(""))),
      ("{", .json(JSONError.failure("{"))),
      ("uid=1&kind=AdmissionReview", .json(JSONError.failure("uid=1"))),
    ] as [(String, AdmissionError)])
  func refused(_ body: String, _ error: AdmissionError) {
    #expect(throws: error) { try AdmissionRequest(parsing: Array(body.utf8)) }
  }

  @Test(
    "an error says what is wrong, what was found and what would be right",
    arguments: [
      (.kind(found: nil), "kind must be AdmissionReview, found none"),
      (.kind(found: "Pod"), #"kind must be AdmissionReview, found "Pod""#),
      (
        .version(found: "v1"),
        #"apiVersion must be admission.k8s.io/v1 or admission.k8s.io/v1beta1, found "v1""#
      ),
      (.noRequest, "the review has no request"),
      (.noUID, "the request has no uid, so no answer could name it"),
    ] as [(AdmissionError, String)])
  func texts(_ error: AdmissionError, _ text: String) {
    #expect(error.description == text)
  }

  @Test("an error of JSON names the byte")
  func jsonText() {
    #expect(
      AdmissionError.json(JSONError.failure("{")).description.hasPrefix("the body is not JSON: not JSON at byte 1"))
  }

  @Test("what was found is cut and has nothing that a terminal obeys")
  func hostileText() {
    let text = AdmissionError.kind(found: "a\u{1B}[31m\nb" + String(repeating: "x", count: 1_000_000)).description
    #expect(text.hasPrefix("kind must be AdmissionReview, found \"a\u{FFFD}[31m b"))
    #expect(text.count < 120)
  }

  @Test(
    "bytes that are not JSON in UTF-8 are refused",
    arguments: [
      [0xFF, 0xFE, 0x7B, 0x00], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], [0x00], [0x16, 0x03, 0x01, 0x02],
      Array(#"{"kind":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8),
    ] as [[UInt8]])
  func bytes(_ body: [UInt8]) {
    #expect(throws: AdmissionError.self) { try AdmissionRequest(parsing: body) }
  }

  @Test("nesting without end is refused")
  func deep() {
    let body = Reviews.review(#"{"uid":"1","object":"# + String(repeating: "[", count: 1_000_000))
    #expect(throws: AdmissionError.self) { try AdmissionRequest(parsing: body) }
  }

  @Test("every beginning of a review is refused", arguments: Reviews.names)
  func truncated(_ name: String) throws {
    let bytes = try Reviews.bytes(name)
    for count in stride(from: 0, to: bytes.count - 2, by: 13) {
      #expect(throws: AdmissionError.self) { try AdmissionRequest(parsing: Array(bytes[..<count])) }
    }
  }

  @Test("a damaged review is read or refused, and what is read can be answered", arguments: 0..<100)
  func damaged(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole = try Reviews.bytes(Reviews.names[Int(seed) % Reviews.names.count])
    for _ in 0..<20 {
      var bytes = whole
      for _ in 0...Int.random(in: 0...3, using: &random) { damage(&bytes, &random) }
      guard let request = try? AdmissionRequest(parsing: bytes) else { continue }
      #expect(!request.uid.isEmpty)
      let answer = try JSONValue(parsing: AdmissionAnswer.allowed.encoded(for: request))
      #expect(answer["response"]?["uid"]?.string == request.uid)
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...30, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: bytes.indices, using: &random))
    default: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
    }
  }
}

extension JSONError {
  fileprivate static func failure(_ text: String) -> JSONError {
    do throws(JSONError) {
      _ = try JSONValue(parsing: Array(text.utf8))
      preconditionFailure("\(text) is JSON")
    } catch {
      return error
    }
  }
}
