// SPDX-License-Identifier: Apache-2.0

/// The versions of `AdmissionReview` that API servers send. They differ in name only as far as this program is
/// concerned; an answer has the version of its request.
package enum AdmissionVersion: String, Sendable, CaseIterable {
  case v1 = "admission.k8s.io/v1"
  case v1beta1 = "admission.k8s.io/v1beta1"
}
