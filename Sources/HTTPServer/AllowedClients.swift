// SPDX-License-Identifier: Apache-2.0
private import Synchronization
package import TLS

/// The clients that are answered: those with a certificate of these authorities, and where names are given, one of them.
///
/// Whoever has no such certificate does not get through the handshake; whoever has one with another name is told so, in an
/// answer, since nobody but a client of ours can have it.
package final class AllowedClients: Sendable {
  private let content: Mutex<ClientAuthorities>
  private let names: [String]

  /// - Parameter names: what a certificate must have as its subject's common name, or as a DNS name (in any case); none
  ///   for all.
  package init(_ authorities: ClientAuthorities, names: [String]) {
    content = Mutex(authorities)
    self.names = names
  }

  var authorities: ClientAuthorities { content.withLock { $0 } }

  /// New connections are judged by these; connections that exist go on.
  package func replace(with authorities: ClientAuthorities) { content.withLock { $0 = authorities } }

  /// Why a client that has come through the handshake is not answered, in one line; nil if it is.
  func objection(to certificate: Certificate?) -> String? {
    guard let certificate else { return "The client has shown no certificate." }
    guard !names.isEmpty else { return nil }
    let shown = certificate.names.map(\.description)
    let isAllowed = names.contains { certificate.commonNames.contains($0) || shown.contains($0.lowercased()) }
    guard !isAllowed else { return nil }
    let found = [certificate.subject.isEmpty ? "no subject" : certificate.subject] + shown
    return "The client's certificate is for \(AllowedClients.list(found)); allowed are \(AllowedClients.list(names))."
  }

  /// A certificate can have thousands of names.
  private static func list(_ names: [String]) -> String {
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    return names.prefix(5).map { String($0.prefix(253)) }.joined(separator: ", ") + more
  }
}
