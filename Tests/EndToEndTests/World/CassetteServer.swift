// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A running `cassette serve` on loopback. It is killed when this process ends, however it ends.
final class CassetteServer: Sendable {
  struct Settings: Sendable {
    var port: UInt16
    var healthPort: UInt16
    /// A folder with `tls.crt` and `tls.key`; nil if the server makes its own.
    var certificates: String?
    /// Where its log goes; what is there stays.
    var log: String
    /// After those above, so that they win.
    var arguments: [String] = []
    /// Whether it runs backups and restores as well.
    var reconciles = false

    init(certificates: String?, log: String) throws {
      port = try FreePort.find()
      healthPort = try FreePort.find()
      self.certificates = certificates
      self.log = log
    }
  }

  let settings: Settings
  private let process: ChildProcess

  /// Returns when the server says that it is ready.
  static func start(_ settings: Settings) async throws -> CassetteServer {
    let server = try CassetteServer(settings)
    do {
      try await server.waitUntilReady()
    } catch {
      server.send(SIGKILL)
      throw error
    }
    return server
  }

  private init(_ settings: Settings) throws {
    self.settings = settings
    process = try LeashedProcess.start(
      [try Repository.program(), "serve"] + CassetteServer.arguments(settings), log: settings.log)
  }

  private static func arguments(_ settings: Settings) -> [String] {
    (settings.reconciles ? [] : ["--no-reconcile"]) + [
      "--listen", "127.0.0.1:\(settings.port)", "--health-listen", "127.0.0.1:\(settings.healthPort)",
    ]
      + (settings.certificates.map { ["--tls-cert", "\($0)/tls.crt", "--tls-key", "\($0)/tls.key"] } ?? [
        "--self-signed"
      ])
      + settings.arguments
  }

  var healthURL: String { "http://127.0.0.1:\(settings.healthPort)" }

  private func waitUntilReady() async throws {
    let probe = """
      while kill -0 \(process.identifier); do
        if curl --silent --fail --max-time 1 --noproxy '*' \(healthURL)/readyz; then
          kill -0 \(process.identifier) && exit 0 # and not somebody else's server
        fi
        sleep 0.05
      done
      exit 1
      """
    let outcome = try await ShellCommand(text: probe, seconds: 30).run()
    guard outcome.exitCode == 0 else {
      throw Failure("cassette serve ended: \((try? String(contentsOfFile: settings.log, encoding: .utf8)) ?? "")")
    }
  }

  func send(_ signal: Int32) {
    process.send(signal)
  }

  var isRunning: Bool { process.isRunning }

  /// The exit code; the negative number of the signal if one ended it.
  var exitCode: Int32 {
    get async { await process.exitCode }
  }
}
