// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// The resources that need no definition.
package enum BuiltInResources {
  package static let all: [ServedResource] = [
    ServedResource(
      core("namespaces", "Namespace"), shortNames: ["ns"], isNamespaced: false, hasStatus: true,
      verbs: ServedResource.allVerbs.filter { $0 != "deletecollection" }, columns: PrinterColumn.namespace,
      selectableFields: ["status.phase"]),
    ServedResource(core("configmaps", "ConfigMap"), shortNames: ["cm"], columns: PrinterColumn.configMap),
    ServedResource(core("secrets", "Secret"), columns: PrinterColumn.secret, selectableFields: ["type"]),
    ServedResource(
      core("pods", "Pod"), shortNames: ["po"], categories: ["all"], hasStatus: true, columns: PrinterColumn.pod,
      selectableFields: ["spec.nodeName", "spec.restartPolicy", "status.phase", "status.podIP"]),
    ServedResource(
      core("services", "Service"), shortNames: ["svc"], categories: ["all"], hasStatus: true,
      verbs: ServedResource.allVerbs.filter { $0 != "deletecollection" }, columns: PrinterColumn.service),
    ServedResource(
      core("events", "Event"), shortNames: ["ev"], columns: PrinterColumn.event,
      selectableFields: ["name", "namespace", "kind", "uid", "apiVersion", "resourceVersion", "fieldPath"]
        .map { "involvedObject.\($0)" } + ["reason", "type"]),
    ServedResource(resource("coordination.k8s.io", "leases", "Lease"), columns: PrinterColumn.lease),
    ServedResource(
      resource("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition"),
      shortNames: ["crd", "crds"], categories: ["api-extensions"], isNamespaced: false, hasStatus: true,
      columns: PrinterColumn.customResourceDefinition),
    webhooks("mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
    webhooks("validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
    ServedResource(
      resource("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview"), isNamespaced: false,
      verbs: ["create"]),
    ServedResource(
      resource("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview"), isNamespaced: false,
      verbs: ["create"]),
  ]

  private static func core(_ plural: String, _ kind: String) -> KubeResource { resource("", plural, kind) }

  private static func resource(_ group: String, _ plural: String, _ kind: String) -> KubeResource {
    KubeResource(group: group, version: "v1", plural: plural, kind: kind)
  }

  private static func webhooks(_ plural: String, _ kind: String) -> ServedResource {
    ServedResource(
      resource("admissionregistration.k8s.io", plural, kind), categories: ["api-extensions"], isNamespaced: false,
      columns: PrinterColumn.webhookConfiguration)
  }
}
