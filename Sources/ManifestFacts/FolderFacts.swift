// SPDX-License-Identifier: Apache-2.0
package import Documents
import KubeModel
package import Logging
package import Policy
import ServiceLifecycle
private import Synchronization

/// The facts in a folder of manifests, read again when the folder changes. A folder that cannot be read leaves the last
/// facts in place, and says so in the log.
package final class FolderFacts: FactProvider, Service {
  /// A folder is looked at this often; asking about a few hundred files costs a millisecond.
  private static let interval = Duration.seconds(1)

  private struct Reading {
    var world: ManifestWorld
    /// Taken before the files were read, so that a change in between is seen the next time.
    var signature: FolderSignature
    /// Why the latest attempt to read the folder failed, so that the log has it once and not every second.
    var failure: FileError?
  }

  private let folder: String
  private let logger: Logger
  private let latest: Mutex<Reading>

  /// Reads the folder once.
  package init(folder: String, logger: Logger) throws(FileError) {
    self.folder = folder
    self.logger = logger
    let signature = try FolderSignature(of: folder)
    latest = Mutex(Reading(world: try FolderFacts.world(of: folder, logger), signature: signature))
  }

  package func facts() -> any FactSource {
    latest.withLock { $0.world }
  }

  package func run() async {
    await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: FolderFacts.interval)) != nil { self.refresh() }
    }
  }

  /// Reads the folder if it changed.
  func refresh() {
    do throws(FileError) {
      let signature = try FolderSignature(of: folder)
      guard signature != latest.withLock({ $0.signature }) else { return settle() }
      let world = try FolderFacts.world(of: folder, logger)
      latest.withLock { $0 = Reading(world: world, signature: signature) }
      logger.info("facts read again", metadata: ["folder": "\(folder)"])
    } catch {
      report(error)
    }
  }

  /// The folder is as it was when it was last read.
  private func settle() {
    latest.withLock { $0.failure = nil }
  }

  private func report(_ error: FileError) {
    let isNew = latest.withLock { latest in
      defer { latest.failure = error }
      return latest.failure != error
    }
    guard isNew else { return }
    logger.error("facts not read, the last ones stay in use", metadata: ["error": "\(error)"])
  }

  /// Broken documents are left out: the facts of the others are still facts, but what is not among them may be in one that
  /// is broken.
  private static func world(of folder: String, _ logger: Logger) throws(FileError) -> ManifestWorld {
    var objects: [KubeObject] = []
    var gap: String?
    for file in try ManifestFiles.list(folder) {
      for document in try ManifestFiles.documents(at: file) {
        switch document {
        case .success(let document): objects += document.flattened.map { KubeObject($0.value) }
        case .failure(let error):
          gap = "a document of the facts cannot be read"
          logger.error("a document of the facts is left out", metadata: ["error": "\(error)"])
        }
      }
    }
    return ManifestWorld(objects, gap: gap)
  }
}
