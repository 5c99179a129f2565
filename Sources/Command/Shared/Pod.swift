// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// What a process knows of itself in a cluster.
enum Pod {
  private static let namespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace"

  /// Where the pod runs; where it would usually run if this is none.
  static var namespace: String {
    let text = (try? Data(contentsOf: URL(filePath: namespaceFile))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let name = text.filter { !$0.isWhitespace }
    return name.isEmpty ? "cassette-system" : name
  }

  /// Of this process and no other, also if a container of the same name was here before.
  static var newIdentity: String { "\(ProcessInfo.processInfo.hostName)_\(UUID().uuidString.lowercased())" }
}
