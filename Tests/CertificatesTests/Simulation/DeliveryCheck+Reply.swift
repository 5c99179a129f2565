// SPDX-License-Identifier: Apache-2.0
import Admission
import KubeModel

extension DeliveryCheck {
  /// What an API server answers to the creation of such an object, whose webhooks are both called.
  static func reply(to object: JSONValue) throws -> KubeError {
    let first = try review(of: object)
    guard let check = DeliveryCheck(first), case .allowed(let patch) = check.mutation.outcome else {
      throw AdmissionError.noRequest
    }
    let second = try review(of: try patch.applied(to: object))
    guard case .denied(var status) = check.refusal(of: second).outcome else { throw AdmissionError.noRequest }
    status.message = "admission webhook \"validate.cassette.db.orange.com\" denied the request: \(status.message)"
    return KubeError(verb: "create", path: "", cause: .refused(status, retryAfter: nil))
  }

  private static func review(of object: JSONValue) throws -> AdmissionRequest {
    let review = JSONValue { writer in
      writer.object { review in
        review.member("kind", "AdmissionReview")
        review.member("apiVersion", "admission.k8s.io/v1")
        review.name("request")
        review.object { request in
          request.member("uid", "1")
          request.member("operation", "CREATE")
          request.member("dryRun", true)
          request.member("object", object)
        }
      }
    }
    return try AdmissionRequest(parsing: Array(review.rawBytes))
  }
}
