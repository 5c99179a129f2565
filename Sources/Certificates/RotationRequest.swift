// SPDX-License-Identifier: Apache-2.0

/// What somebody asks the replicas to renew before its time, by an annotation on the Secret that goes when it is begun.
package enum RotationRequest: String, Sendable {
  case leaf
  case authority
}
