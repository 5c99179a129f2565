// SPDX-License-Identifier: Apache-2.0
import HTTPServer

/// What a path of the sidecar stands for.
enum SidecarRoute: Equatable {
  case operations
  case operation(String)
  case status, config
  case version, cassandraVersion, schemaVersion
  /// Nil for all data centres.
  case topology(String?)

  /// - Parameter path: without the query; one slash at its end is forgiven.
  init?(_ path: Substring) {
    let path = path.hasSuffix("/") ? path.dropLast() : path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.decode($0) }
    guard parts.count >= 2, parts[0].isEmpty, parts.count <= 3, parts.last != "" else { return nil }
    switch (parts[1], parts.count > 2 ? parts[2] : nil) {
    case ("operations", nil): self = .operations
    case ("operations", let id?): self = .operation(id)
    case ("status", nil): self = .status
    case ("config", nil): self = .config
    case ("version", nil), ("version", "sidecar"): self = .version
    case ("version", "cassandra"): self = .cassandraVersion
    case ("version", "schema"): self = .schemaVersion
    case ("topology", let datacenter): self = .topology(datacenter)
    default: return nil
    }
  }

  var methods: [String] {
    switch self {
    case .operations: ["GET", "POST", "HEAD", "OPTIONS"]
    case .operation: ["GET", "DELETE", "HEAD", "OPTIONS"]
    default: ["GET", "HEAD", "OPTIONS"]
    }
  }
}
