// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
package import KubeModel

/// What the API server is told. An answer is written for a request, so its uid and version cannot be forgotten.
package struct AdmissionAnswer: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case allowed(JSONPatch)
    case denied(Status)
  }

  package var outcome: Outcome
  /// Shown to the user by kubectl as `Warning: …`.
  package var warnings: [String] = []
  /// Added to the API server's audit log, under the webhook's name.
  package var auditAnnotations: [(name: String, value: String)] = []

  package init(_ outcome: Outcome) {
    self.outcome = outcome
  }

  package static let allowed = AdmissionAnswer(.allowed(JSONPatch()))

  package static func == (left: AdmissionAnswer, right: AdmissionAnswer) -> Bool {
    left.outcome == right.outcome && left.warnings == right.warnings
      && left.auditAnnotations.elementsEqual(right.auditAnnotations, by: ==)
  }

  /// The AdmissionReview to send, in the version of the request.
  package func encoded(for request: AdmissionRequest) -> [UInt8] {
    var writer = JSONWriter(capacity: 512)
    writer.object { review in
      review.member("apiVersion", request.version.rawValue)
      review.member("kind", "AdmissionReview")
      review.name("response")
      review.object { response in encode(uid: request.uid, into: &response) }
    }
    return writer.bytes
  }

  private func encode(uid: String, into response: inout JSONWriter) {
    response.member("uid", uid)
    switch outcome {
    case .allowed(let patch):
      response.member("allowed", true)
      guard !patch.isEmpty else { break }
      response.member("patchType", "JSONPatch")
      response.member("patch", Data(patch.encoded).base64EncodedString())
    case .denied(let status):
      response.member("allowed", false)
      response.name("status")
      status.encode(into: &response)
    }
    encodeWarnings(into: &response)
    encodeAnnotations(into: &response)
  }

  private func encodeWarnings(into response: inout JSONWriter) {
    guard !warnings.isEmpty else { return }
    response.name("warnings")
    response.array { array in
      for warning in warnings { array.string(warning) }
    }
  }

  private func encodeAnnotations(into response: inout JSONWriter) {
    guard !auditAnnotations.isEmpty else { return }
    response.name("auditAnnotations")
    response.object { object in
      for (name, value) in auditAnnotations { object.member(name, value) }
    }
  }
}
