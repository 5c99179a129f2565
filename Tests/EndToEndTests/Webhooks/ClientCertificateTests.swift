// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// A real API server that shows a certificate to its webhooks, as docs/client-certificates.md says.
struct ClientCertificateTests {
  @Test(
    "an API server with the right certificate is answered, and one with another is told what is wrong",
    .enabled(if: ProcessInfo.processInfo.environment["CASSETTE_E2E"] != nil), .timeLimit(.minutes(20)))
  func introduced() async throws {
    try await ReviewedPlane.run(admission: Self.admission) { plane in
      let authority = "\(plane.folder.path)/clients/ca.crt"
      try await Self.withServer(plane, ["--client-ca", authority, "--client-name", "kube-apiserver"]) {
        try await plane.waitUntilReviewed()
      }
      try await Self.withServer(plane, ["--client-ca", authority, "--client-name", "front", "--client-name", "x"]) {
        let seen = try await plane.review()
        #expect(seen.contains("The client's certificate is for CN=kube-apiserver; allowed are front, x."))
      }
      try await Self.withServer(plane, ["--client-ca", "\(plane.certificates)/ca.crt"]) {
        let seen = try await plane.review()
        #expect(seen.contains("remote error: tls: unknown certificate authority"))
      }
    }
  }

  /// On the port at which the API server looks for it.
  private static func withServer(
    _ plane: ReviewedPlane, _ arguments: [String], _ body: () async throws -> Void
  ) async throws {
    var settings = try plane.settings("server")
    settings.port = plane.port
    settings.arguments += arguments
    let server = try await CassetteServer.start(settings)
    defer { server.send(SIGKILL) }
    try await body()
    server.send(SIGKILL)
    _ = await server.exitCode
  }

  private static func admission(_ folder: TemporaryFolder, _ port: UInt16) async throws -> String? {
    let clients = "\(folder.path)/clients"
    _ = try await ShellCommand(
      text: "mkdir '\(clients)' && '\(Repository.root)/Tests/Tools/client-certificate' '\(clients)' kube-apiserver"
    ).succeed()
    try folder.write(
      "clients/webhooks.kubeconfig",
      """
      apiVersion: v1
      kind: Config
      users:
      - name: cassette.cassette-system.svc:\(port)
        user: {client-certificate: "\(clients)/kube-apiserver.crt", client-key: "\(clients)/kube-apiserver.key"}
      """)
    try folder.write(
      "clients/admission.yaml",
      """
      apiVersion: apiserver.config.k8s.io/v1
      kind: AdmissionConfiguration
      plugins:
      - name: MutatingAdmissionWebhook
        configuration:
          apiVersion: apiserver.config.k8s.io/v1
          kind: WebhookAdmissionConfiguration
          kubeConfigFile: "\(clients)/webhooks.kubeconfig"
      - name: ValidatingAdmissionWebhook
        configuration:
          apiVersion: apiserver.config.k8s.io/v1
          kind: WebhookAdmissionConfiguration
          kubeConfigFile: "\(clients)/webhooks.kubeconfig"
      """)
    return "\(clients)/admission.yaml"
  }
}
