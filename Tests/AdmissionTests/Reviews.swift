// SPDX-License-Identifier: Apache-2.0
import Foundation

/// AdmissionReviews as an API server sent them.
enum Reviews {
  static let names = ["backup-create.json", "restore-create-mutate.json", "restore-create.json"]

  static func bytes(_ name: String) throws -> [UInt8] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: tests.appending(path: "Fixtures/reviews/\(name)")))
  }

  /// A review with nothing but the request it is given.
  static func review(_ request: String, apiVersion: String = "admission.k8s.io/v1") -> [UInt8] {
    Array(#"{"kind":"AdmissionReview","apiVersion":"\#(apiVersion)","request":\#(request)}"#.utf8)
  }
}
