// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import KubeModel
import Testing

@testable import Command

@Suite("manifests/overlays and manifests/chart")
struct ChartTests {
  @Test("the chart is what scripts/make-chart makes of the manifests")
  func fresh() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cassette-chart-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Tool.output("\(Repository.root)/scripts/make-chart", folder)
    let checkedIn = "\(Repository.root)/manifests/chart/templates"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(try FileManager.default.contentsOfDirectory(atPath: checkedIn).sorted() == names)
    for name in names {
      #expect(
        FileManager.default.contentsEqual(atPath: "\(folder)/\(name)", andPath: "\(checkedIn)/\(name)"), "\(name)")
    }
  }

  @Test(
    "an overlay and the chart with its values are the same objects",
    arguments: [
      ("full", "{}"), ("webhook-only", "mode: webhook-only"), ("fail-closed", "failurePolicy: Fail"),
      ("cert-manager", "certificates: {source: cert-manager}"), ("namespaced", "namespaces: [cassandra]"),
    ])
  func same(overlay: String, values: String) throws {
    let chart = try ManifestSet(chart: values)
    var overlay = try ManifestSet(overlay: overlay).objects
    // Helm makes it, or finds it.
    #expect(overlay.removeValue(forKey: "Namespace cassette-system") != nil)
    #expect(chart.names == Set(overlay.keys))
    for (name, object) in overlay {
      let isDefinition = name.hasPrefix("CustomResourceDefinition ")
      let (ours, helms) = (isDefinition ? object["spec"] : object, chart.objects[name])
      #expect(ours == (isDefinition ? helms?["spec"] : helms), "\(name)")
    }
  }

  @Test("the chart keeps the definitions when it goes, so that no backup or restore goes with it")
  func kept() throws {
    let definitions = try ManifestSet(chart: "{}").objects.filter { $0.key.hasPrefix("CustomResourceDefinition ") }
    #expect(definitions.count == 2)
    for (_, definition) in definitions {
      #expect(KubeObject(definition).annotation("helm.sh/resource-policy") == "keep")
    }
  }

  @Test("the values of files, conditions, arguments and several namespaces go where they belong")
  func values() throws {
    let chart = try ManifestSet(
      chart: """
        mode: webhook-only
        matchConditions: true
        certificates: {source: files, secret: mine, caBundle: QUJD}
        namespaces: [a, b]
        arguments: [--rule=schedule-preview=off]
        resources: {limits: {cpu: 2}}
        """)
    let pod = try #require(chart.objects["Deployment cassette-system/cassette"]?["spec"]?["template"]?["spec"])
    let container = try #require(pod["containers"]?.items.first)
    #expect(
      container["args"]?.items.map(\.string) == [
        "serve", "--tls-cert=/certificates/tls.crt", "--tls-key=/certificates/tls.key", "--loops=2",
        "--log-format=json", "--no-reconcile", "--namespace=a", "--namespace=b", "--rule=schedule-preview=off",
      ])
    #expect(container["resources"]?["limits"]?["cpu"]?.string == "2")
    #expect(container["resources"]?["limits"]?["memory"]?.string == "512Mi")
    #expect(pod["volumes"]?.items.first?["secret"]?["secretName"]?.string == "mine")
    let webhooks = try #require(chart.objects["ValidatingWebhookConfiguration cassette"]?["webhooks"]?.items)
    #expect(webhooks.map { $0["clientConfig"]?["caBundle"]?.string } == ["QUJD", "QUJD"])
    #expect(webhooks.map { $0["matchConditions"]?.items.count ?? 0 } == [0, 2])
    #expect(chart.names.isSuperset(of: ["RoleBinding a/cassette-webhook", "RoleBinding b/cassette-webhook"]))
    #expect(!chart.names.contains("ClusterRoleBinding cassette-webhook"))
  }

  @Test("nothing stands in the way: updates ignore failures, deletions ask nobody, two namespaces are left alone")
  func neverInTheWay() throws {
    for (overlay, set) in try ManifestSet.overlays.get() {
      let objects = set.objects
      for kind in ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] {
        let webhooks = try #require(objects["\(kind) cassette"]?["webhooks"]?.items)
        for webhook in webhooks {
          let operations = webhook["rules"]?.items.flatMap { $0["operations"]?.items.map(\.string) ?? [] } ?? []
          #expect(operations == ["CREATE"] || operations == ["UPDATE"], "\(overlay)")
          let mayFail = overlay == "fail-closed" && operations == ["CREATE"]
          #expect(webhook["failurePolicy"]?.string == (mayFail ? "Fail" : "Ignore"), "\(overlay)")
          #expect(webhook["timeoutSeconds"]?.integer == 5, "\(overlay)")
          #expect(webhook["name"]?.string?.hasSuffix(".cassette.db.orange.com") == true, "\(overlay)")
          for (namespace, isJudged) in [("kube-system", false), ("cassette-system", false), ("cassandra", true)] {
            #expect(try Self.selects(namespace, webhook) == isJudged, "\(overlay): \(namespace)")
          }
        }
      }
    }
  }

  /// Whether the namespace is judged, by the label that API servers put on it.
  private static func selects(_ namespace: String, _ webhook: JSONValue) throws -> Bool {
    let expressions = try #require(webhook["namespaceSelector"]?["matchExpressions"]?.items)
    return try expressions.allSatisfy { expression in
      #expect(expression["key"]?.string == "kubernetes.io/metadata.name")
      let isAmong = expression["values"]?.items.contains { $0.string == namespace } == true
      switch expression["operator"]?.string {
      case "In": return isAmong
      case "NotIn": return !isAmong
      default: throw ChartError("an unknown operator")
      }
    }
  }

  @Test("kustomizations use no word that kubectl 1.14 does not know, but for the component")
  func oldWords() throws {
    let folder = "\(Repository.root)/manifests"
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let kustomizations = files.filter { $0.hasSuffix("kustomization.yaml") && !$0.hasPrefix("components/") }
    #expect(kustomizations.count > 10)
    for path in kustomizations {
      let words = try #require(try ManifestSet.documents("\(folder)/\(path)").first)
      let known = ["apiVersion", "kind", "bases", "resources", "patchesStrategicMerge", "patchesJson6902"]
      #expect(words.members.allSatisfy { known.contains($0.name) }, "\(path)")
      #expect(words["resources"]?.items.allSatisfy { $0.string?.hasSuffix(".yaml") == true } != false, "\(path)")
    }
  }

  @Test("the component with conditions is for the webhook of updates")
  func component() throws {
    let patch = try Repository.File(path: "manifests/components/match-conditions/webhooks.yaml").lines
    #expect(patch.filter { $0.contains("path: ") } == ["  path: /webhooks/1/matchConditions"])
    let configuration = try ManifestSet(overlay: "full").objects["ValidatingWebhookConfiguration cassette"]
    let rules = configuration?["webhooks"]?.items.last?["rules"]
    #expect(configuration?["webhooks"]?.items.count == 2)
    #expect(rules?.items.first?["operations"]?.items.map(\.string) == ["UPDATE"])
  }

  @Test("a webhook without a reconciler has no rights to write, and no way to sidecars")
  func webhookOnly() throws {
    let objects = try ManifestSet(overlay: "webhook-only").objects
    #expect(objects.keys.filter { $0.contains("reconciler") || $0.contains("sidecars") } == [])
    #expect(objects.keys.filter { $0.hasPrefix("CustomResourceDefinition ") } == [])
    let role = try #require(objects["ClusterRole cassette-webhook"])
    for rule in role["rules"]?.items ?? [] {
      let verbs = Set(rule["verbs"]?.items.compactMap(\.string) ?? [])
      let isQuestion = rule["resources"]?.items.map(\.string) == ["subjectaccessreviews"]
      #expect(verbs.isSubset(of: isQuestion ? ["create"] : ["get", "list", "watch"]))
    }
  }

  @Test("the arguments of a pod are flags of serve")
  func arguments() throws {
    for (overlay, set) in try ManifestSet.overlays.get() {
      let pod = try #require(set.objects["Deployment cassette-system/cassette"]?["spec"]?["template"]?["spec"])
      let arguments = pod["containers"]?.items.first?["args"]?.items.compactMap(\.string) ?? []
      #expect(arguments.first == "serve", "\(overlay)")
      #expect(throws: Never.self, "\(overlay)") { try ServeCommand.parse(Array(arguments.dropFirst())) }
    }
  }

  @Test("pods are as restricted as Kubernetes can have them")
  func restricted() throws {
    for (_, set) in try ManifestSet.overlays.get() {
      let objects = set.objects
      let pod = try #require(objects["Deployment cassette-system/cassette"]?["spec"]?["template"]?["spec"])
      #expect(pod["securityContext"]?["runAsNonRoot"]?.bool == true)
      #expect(pod["securityContext"]?["seccompProfile"]?["type"]?.string == "RuntimeDefault")
      let context = try #require(pod["containers"]?.items.first?["securityContext"])
      #expect(context["allowPrivilegeEscalation"]?.bool == false)
      #expect(context["readOnlyRootFilesystem"]?.bool == true)
      #expect(context["capabilities"]?["drop"]?.items.map(\.string) == ["ALL"])
    }
  }

  @Test("all that an overlay makes has the label by which it is found again")
  func labelled() throws {
    for (overlay, set) in try ManifestSet.overlays.get() {
      for (name, object) in set.objects {
        #expect(KubeObject(object).label("app.kubernetes.io/name") == "cassette", "\(overlay): \(name)")
      }
    }
  }

  @Test("manifests, chart and program are of one version")
  func version() throws {
    let deployment = try Repository.File(path: "manifests/deployment/deployment.yaml").text
    let chart = try Repository.File(path: "manifests/chart/Chart.yaml").lines
    #expect(deployment.contains("image: cassette:\(Version.current)\n"))
    #expect(chart.contains("version: \(Version.current)") && chart.contains("appVersion: \(Version.current)"))
    #expect(
      try Repository.File(path: "manifests/chart/values.yaml").lines.contains("image: cassette:\(Version.current)"))
  }
}
