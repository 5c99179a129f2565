// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FoundationEssentials
import Logging
import Posix
import ServiceLifecycle

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer the API server's admission reviews over HTTPS, and run backups and restores.",
    discussion: """
      Reviews are taken at /validate and /mutate, by every replica. One replica at a time runs what was admitted.

      EXAMPLES
        cassette serve --tls-cert tls.crt --tls-key tls.key
        cassette serve --no-reconcile --tls-cert tls.crt --tls-key tls.key
        cassette serve --no-reconcile --tls-cert tls.crt --tls-key tls.key --facts manifests/samples
        cassette serve --self-signed
        cassette serve --config /etc/cassette/serve.yaml --rule schedule-preview=off
      """)

  @OptionGroup var options: ServeOptions

  func run() async throws {
    UnusedMemory.keepInOnePlace()
    let file = try options.config.map { try ServeFile(path: $0) } ?? ServeFile()
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let configuration = try ServeConfiguration(
      options, file, environment: ProcessInfo.processInfo.environment, cores: cores)
    configuration.logFormat.bootstrap(level: configuration.logLevel)
    try await Serving(configuration, logger: Logger(label: "cassette")).run()
  }
}
