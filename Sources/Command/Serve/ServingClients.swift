// SPDX-License-Identifier: Apache-2.0
import Documents
import HTTPServer
import Logging
import ManifestFacts
import ServiceLifecycle
import Synchronization
import TLS

/// The authorities of clients in a file, put into use again whenever its content changes. A file that cannot be used leaves
/// the last ones in place: an empty one must neither open the door to everybody nor close it to the API server.
final class ServingClients: Service {
  /// As for the serving certificate.
  private static let interval = Duration.seconds(10)
  /// As much as a ConfigMap can hold.
  private static let largestFile = 1 << 20

  let allowed: AllowedClients
  private let file: String
  private let logger: Logger
  private let inUse: Mutex<[UInt8]>

  init(_ clients: ServeConfiguration.Clients, logger: Logger) throws(ConfigurationError) {
    file = clients.authoritiesFile
    self.logger = logger
    let content = try ServingClients.read(file)
    allowed = AllowedClients(try ServingClients.authorities(content, of: file), names: clients.names)
    inUse = Mutex(content)
  }

  func run() async {
    await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: ServingClients.interval)) != nil { self.refresh() }
    }
  }

  func refresh() {
    do throws(ConfigurationError) {
      let content = try ServingClients.read(file)
      guard content != inUse.withLock({ $0 }) else { return }
      allowed.replace(with: try ServingClients.authorities(content, of: file))
      inUse.withLock { $0 = content }
      logger.info("authorities of clients replaced")
    } catch {
      logger.error("authorities of clients not replaced, the last ones stay in use", metadata: ["error": "\(error)"])
    }
  }

  private static func read(_ file: String) throws(ConfigurationError) -> [UInt8] {
    do throws(FileError) {
      return try FileBytes.read(file, limit: largestFile)
    } catch {
      throw ConfigurationError("--client-ca: \(error)")
    }
  }

  private static func authorities(
    _ content: [UInt8], of file: String
  ) throws(ConfigurationError) -> ClientAuthorities {
    do throws(TLSError) {
      return try ClientAuthorities(try Certificate.chain(pem: content))
    } catch {
      throw ConfigurationError("--client-ca: \(file): \(error)")
    }
  }
}
