// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// What the kubeconfigs of cases are made of. There are hundreds of cases, so kubectl is asked once.
struct KubeconfigTemplate {
  private static let someNamespace = "some-namespace"

  private let text: String

  /// - Parameter kubeconfig: each of its contexts gets a namespace.
  init(_ kubeconfig: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write("kubeconfig", try String(contentsOfFile: kubeconfig, encoding: .utf8))
    text = try await ShellCommand(
      text: """
        set -e
        export KUBECONFIG='\(folder.path)/kubeconfig'
        for context in $(kubectl config get-contexts -o name); do
          kubectl config set-context "$context" --namespace='\(Self.someNamespace)' >/dev/null
        done
        cat "$KUBECONFIG"
        """
    ).succeed()
  }

  func text(for namespace: String) -> String {
    text.replacing(Self.someNamespace, with: namespace)
  }
}
