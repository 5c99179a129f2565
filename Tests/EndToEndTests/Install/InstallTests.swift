// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// A life of Cassette in a cluster, as the manifests and `cassette uninstall` make it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(20)))
struct InstallTests {
  private static let full = "\(Repository.root)/manifests/overlays/full"

  private func backup(_ name: String, entities: String = "k1", finalizer: String? = nil) -> String {
    """
    apiVersion: db.orange.com/v2
    kind: CassandraBackup
    metadata: {name: \(name), namespace: default\(finalizer.map { ", finalizers: [\($0)]" } ?? "")}
    spec: {cassandraCluster: c, datacenter: dc1, snapshotTag: \(name), storageLocation: s3://b, entities: \(entities), suspend: true}

    """
  }

  /// That both webhooks answer: what is wrong is refused, on creation and as a change, and what is right gets its defaults.
  private func expectGuarded(_ installation: Installation, _ name: String) async throws {
    try installation.folder.write("good.yaml", backup(name))
    try installation.folder.write("bad.yaml", backup("bad-\(name)", entities: "a.b.c"))
    #expect(try await installation.output("kubectl create -f good.yaml").contains("\(name) created"))
    let connections = "-o jsonpath='{.spec.concurrentConnections}'"
    #expect(try await installation.output("kubectl get cbackup \(name) \(connections)") == "10")
    #expect(try await installation.output("kubectl create -f bad.yaml").contains("[entities-syntax]"))
    let change = #"kubectl patch cbackup \#(name) --type=merge -p '{"spec": {"entities": "a.b.c"}}'"#
    #expect(try await installation.output(change).contains("[entities-syntax]"))
  }

  @Test(
    "the manifests of before are installed, upgraded to these, and removed, and objects live through it",
    .enabled("the history says what was before", PreviousManifests.areKnown))
  func life() async throws {
    try await Installation.run { installation in
      try await installation.apply(PreviousManifests(in: installation.folder).full)
      try await installation.startPod()
      try await expectGuarded(installation, "old")
      let identity = "kubectl get cbackup old -o jsonpath='{.metadata.uid} {.spec}'"
      let old = try await installation.output(identity)

      try await installation.apply(Self.full)
      try await installation.stopPod()
      try await installation.startPod()
      #expect(try await installation.output(identity) == old)
      try await expectGuarded(installation, "new")

      try await installation.stopPod()
      let dry = try await installation.uninstall("--dry-run")
      let lines = try await installation.uninstall()
      #expect(lines == dry.map { $0.replacing("would remove", with: "removed") })
      #expect(lines.first == "removed ValidatingWebhookConfiguration cassette")
      #expect(lines.last?.hasPrefix("left as they are: ") == true)
      let all = "kubectl get -A -l app.kubernetes.io/name=cassette -o name"
      let kinds =
        "deploy,svc,sa,role,rolebinding,clusterrole,clusterrolebinding,netpol,pdb,"
        + "validatingwebhookconfigurations,mutatingwebhookconfigurations"
      #expect(try await installation.output("\(all) \(kinds)") == "")
      #expect(try await installation.output("kubectl get lease -n cassette-system -o name") == "")
      #expect(try await installation.output(identity) == old)
      #expect(try await installation.uninstall().count == 1)
    }
  }

  @Test("what fails closed is free again after uninstall, although Cassette is dead")
  func deadAndFailingClosed() async throws {
    try await Installation.run { installation in
      try await installation.apply(Self.full)
      try installation.folder.write("held.yaml", backup("held", finalizer: "db.orange.com/cassette"))
      try installation.folder.write("next.yaml", backup("next"))
      try await installation.kubectl("kubectl create -f held.yaml; kubectl delete --wait=false cbackup held")
      try await installation.apply("\(Repository.root)/manifests/overlays/fail-closed")
      try await wait(for: "creation to be refused") {
        try await installation.output("kubectl create --dry-run=server -f next.yaml").contains("failed calling webhook")
      }

      #expect(try await installation.uninstall().contains("released CassandraBackup default/held"))
      #expect(try await installation.output("kubectl get cbackup -o name") == "")
      try await wait(for: "creation to be possible") {
        try await installation.output("kubectl create -f next.yaml").contains("next created")
      }
    }
  }

  @Test("each overlay is what an API server takes, and gives the rights of its mode and no others")
  func rights() async throws {
    try await Installation.run { installation in
      try await installation.apply(Self.full)
      try await installation.kubectl(
        "kubectl create namespace cassandra; kubectl apply -f '\(Repository.tests)/Inputs/cert-manager.yaml'")
      for rights in Self.rights {
        let bindings = "rolebindings,clusterrolebindings,clusterroles,roles -A -l app.kubernetes.io/name=cassette"
        try await installation.kubectl("kubectl delete \(bindings)")
        try await installation.apply("\(Repository.root)/manifests/overlays/\(rights.overlay)")
        for (answer, questions) in [("yes", rights.may), ("no", rights.mayNot)] {
          for question in questions {
            let account = "--as=system:serviceaccount:cassette-system:cassette"
            // An API server learns of rights a moment after they are in its store.
            try await wait(for: "\(answer), with \(rights.overlay), to: \(question)", within: .seconds(10)) {
              try await installation.output("kubectl auth can-i \(question) \(account) 2>/dev/null") == answer
            }
          }
        }
      }
    }
  }

  private struct Rights {
    var overlay: String
    var may: [String]
    var mayNot: [String]
  }

  private static let rights = [
    Rights(
      overlay: "full",
      may: [
        "list cbackup -A", "patch cbackup --subresource=status -n other", "get pods -n other",
        "update lease -n cassette-system", "update secrets/cassette-certificates -n cassette-system",
        "patch validatingwebhookconfigurations/cassette", "create cbackup -n default",
      ],
      mayNot: [
        "update lease -n other", "list secrets -n other", "delete cbackup -n other", "create cbackup -n other",
        "update secrets -n cassette-system", "patch validatingwebhookconfigurations",
      ]),
    Rights(overlay: "dev", may: ["patch cbackup -n other"], mayNot: ["delete cbackup -n other"]),
    Rights(
      overlay: "cert-manager", may: ["patch cbackup -n other"],
      mayNot: ["patch mutatingwebhookconfigurations/cassette", "create secrets -n cassette-system"]),
    Rights(
      overlay: "webhook-only",
      may: ["list cbackup -A", "get secrets -n other", "create subjectaccessreviews.authorization.k8s.io"],
      mayNot: [
        "patch cbackup -n other", "patch cbackup --subresource=status -n other", "get pods -n other",
        "create events -n other", "update lease -n cassette-system",
      ]),
    Rights(
      overlay: "namespaced",
      may: [
        "list cbackup -n cassandra", "patch cbackup --subresource=status -n cassandra", "get secrets -n cassandra",
        "get namespace/cassandra -n cassandra", "create subjectaccessreviews.authorization.k8s.io",
        "update lease -n cassette-system", "create cbackup -n default",
      ],
      mayNot: [
        "list cbackup -n other", "get secrets -n other", "get pods -n other", "create cbackup -n other",
      ]),
  ]
}
