// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import KubeClient

struct UninstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Take Cassette out of a cluster, so that nothing stays locked.",
    discussion: """
      Removes the webhook configurations first, so that the API server asks nobody any more; then the Deployment, and \
      waits for its pods; then Cassette's finalizer from backups and restores; then the rest of what the manifests or the \
      chart made. Says each step. What is gone already is passed over, so that it can be run again.

      Backups and restores stay, and so do the CRDs, the namespace, and what was applied to Cassandra's namespaces. An \
      operation that runs in a sidecar runs on.

      EXAMPLES
        cassette uninstall --dry-run
        cassette uninstall --context production
      """)

  @OptionGroup var cluster: ClusterOptions

  @Option(help: "Where Cassette is installed.")
  var namespace = "cassette-system"

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(
    help: """
      Also delete the CRDs, and with them every CassandraBackup and CassandraRestore in the cluster. What they have stored \
      stays where it is. CRDs that CassKop brought are left.
      """)
  var deleteAllBackupsAndRestores = false

  /// For each request. Somebody waits at a terminal, and can run it again.
  private static let patience = Duration.seconds(15)

  func run() async throws {
    let client = try cluster.client().with(timeout: Self.patience)
    var uninstaller = Uninstaller(client, namespace: namespace, clock: ContinuousClock(), tell: Terminal.print)
    uninstaller.isDryRun = dryRun
    uninstaller.deletesObjects = deleteAllBackupsAndRestores
    try await uninstaller.run()
  }
}
