// SPDX-License-Identifier: Apache-2.0

/// What is wrong with one field, in the words of Kubernetes (k8s.io/apimachinery, `field.ErrorType`).
package enum CauseReason: String, Sendable {
  case invalid = "FieldValueInvalid"
  case required = "FieldValueRequired"
  case notSupported = "FieldValueNotSupported"
  case duplicate = "FieldValueDuplicate"
  case forbidden = "FieldValueForbidden"
  case notFound = "FieldValueNotFound"
  case tooLong = "FieldValueTooLong"
  case typeInvalid = "FieldValueTypeInvalid"
  /// Nothing new comes into a namespace that is being deleted (k8s.io/api, `core/v1`).
  case namespaceTerminating = "NamespaceTerminating"
}
