// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// What exists before most cases begin: the common objects and those of the case, in the namespace of the case. They are in
/// the cluster, and also in a folder for a server that reads its facts from there.
struct Facts {
  private static let common = "\(Repository.tests)/Inputs/facts"

  let folder: TemporaryFolder
  var path: String { "\(folder.path)/facts" }

  func write(for cases: [CaseFolder]) throws {
    for one in cases where !one.hasOwnCluster {
      for source in try Facts.manifests(in: Facts.common) + Facts.manifests(in: "\(one.path)/facts") {
        let text = try String(contentsOf: source, encoding: .utf8)
        let own = text.replacingOccurrences(of: "NAMESPACE", with: one.namespace)
        try folder.write("facts/\(one.namespace)/\(source.lastPathComponent)", own)
      }
    }
  }

  private static func manifests(in folder: String) throws -> [URL] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: URL(filePath: folder), includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
  }
}
