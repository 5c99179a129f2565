// SPDX-License-Identifier: Apache-2.0

extension Instant {
  /// As Kubernetes writes a `Time`: `2026-11-23T00:00:00Z`. What is less than a second is cut off.
  package var kubernetesTime: String { Instant(seconds: seconds).description }

  /// As Kubernetes writes a `MicroTime`: `2026-11-23T00:00:00.000250Z`, always with six digits.
  package var kubernetesMicroTime: String {
    kubernetesTime.dropLast() + ".\(String(nanoseconds / 1_000).padded(to: 6))Z"
  }
}
