// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A kind of object that the manifests, the chart or the program itself make, and which objects of it are Cassette's.
struct InstalledKind {
  /// On all that the manifests make, pods included.
  private static let label = "app.kubernetes.io/name=cassette"

  let resource: KubeResource
  var place = Place.namespace
  var mark = Mark.label

  enum Place {
    /// Cassette's own.
    case namespace
    case everywhere
  }

  enum Mark {
    case label
    /// Of what the program makes without a label.
    case name(String)
    /// All its webhooks have names of Cassette's: also those of somebody who wrote a configuration of his own.
    case webhooks
    /// Labelled, and Cassette's ServiceAccount is given the rights. In all namespaces the label alone says too little.
    case account
    /// Labelled, and the name begins with this, for the same reason.
    case prefix(String)
  }

  private init(_ group: String, _ version: String, _ plural: String, _ kind: String) {
    resource = KubeResource(group: group, version: version, plural: plural, kind: kind)
  }

  private func everywhere(_ mark: Mark = .label) -> InstalledKind {
    var kind = self
    (kind.place, kind.mark) = (.everywhere, mark)
    return kind
  }

  private func named(_ name: String) -> InstalledKind {
    var kind = self
    kind.mark = .name(name)
    return kind
  }

  /// What a list of them is asked for by; nil for all.
  var selector: String? {
    switch mark {
    case .label, .account, .prefix: Self.label
    case .name, .webhooks: nil
    }
  }

  /// - Parameters:
  ///   - object: of this kind, and selected.
  ///   - namespace: Cassette's own.
  func isInstalled(_ object: KubeObject, namespace: String) -> Bool {
    switch mark {
    case .label: return true
    case .name(let name): return object.name == name
    case .prefix(let prefix): return object.name?.hasPrefix(prefix) == true
    case .webhooks:
      let names = object.json["webhooks"]?.elements.map { $0["name"]?.string ?? "" } ?? []
      return !names.isEmpty && names.allSatisfy { $0.hasSuffix(".cassette.db.orange.com") }
    case .account:
      return object.json["subjects"]?.elements.contains {
        $0["kind"]?.string == "ServiceAccount" && $0["name"]?.string == "cassette"
          && $0["namespace"]?.string == namespace
      } ?? false
    }
  }
}

extension InstalledKind {
  private static let rbac = "rbac.authorization.k8s.io"

  static let webhookConfigurations = [
    ("validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
    ("mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
  ].map { InstalledKind("admissionregistration.k8s.io", "v1", $0, $1).everywhere(.webhooks) }

  static let deployment = InstalledKind("apps", "v1", "deployments", "Deployment")
  static let pod = InstalledKind("", "v1", "pods", "Pod")
  static let definition = InstalledKind(
    "apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition"
  ).everywhere()

  /// What goes last. A kind that the API server does not know, such as one version of two, has no objects.
  static let rest = [
    InstalledKind("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget"),
    InstalledKind("policy", "v1beta1", "poddisruptionbudgets", "PodDisruptionBudget"),
    InstalledKind("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy"),
    InstalledKind("", "v1", "services", "Service"),
    // Issuers would make them anew.
    InstalledKind("cert-manager.io", "v1", "certificates", "Certificate"),
    InstalledKind("cert-manager.io", "v1", "issuers", "Issuer"),
    InstalledKind("", "v1", "secrets", "Secret"),
    InstalledKind("coordination.k8s.io", "v1", "leases", "Lease").named("cassette"),
    InstalledKind(rbac, "v1", "rolebindings", "RoleBinding").everywhere(.account),
    InstalledKind(rbac, "v1", "roles", "Role").everywhere(.prefix("cassette-")),
    InstalledKind(rbac, "v1", "clusterrolebindings", "ClusterRoleBinding").everywhere(.account),
    InstalledKind(rbac, "v1", "clusterroles", "ClusterRole").everywhere(.prefix("cassette-")),
    InstalledKind("", "v1", "serviceaccounts", "ServiceAccount"),
  ]
}
