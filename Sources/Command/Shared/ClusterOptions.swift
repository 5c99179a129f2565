// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import KubeClient

/// Which cluster a command is about.
struct ClusterOptions: ParsableArguments {
  @Option(help: "The kubeconfig file of the cluster. (default: as for kubectl)")
  var kubeconfig: String?

  @Option(help: "The context in there. (default: the current one)")
  var context: String?

  func client() throws -> ClusterClient {
    try ClusterSelection.client(try ClusterSelection(kubeconfig: kubeconfig, context: context).connection())
  }
}
