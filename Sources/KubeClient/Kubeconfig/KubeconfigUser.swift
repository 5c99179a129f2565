// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A user of a kubeconfig file.
struct KubeconfigUser {
  let entry: KubeconfigEntry

  init(_ entry: KubeconfigEntry) {
    self.entry = entry
  }

  var certificate: (certificate: [UInt8], key: [UInt8])? {
    get throws(ConfigurationError) {
      switch (try entry.bytes("client-certificate"), try entry.bytes("client-key")) {
      case (let certificate?, let key?): return (certificate, key)
      case (nil, nil): return nil
      case (_?, nil): throw entry.error("client-key", "must be there, since there is a client-certificate")
      case (nil, _?): throw entry.error("client-certificate", "must be there, since there is a client-key")
      }
    }
  }

  /// As in kubectl, a token that is written down wins over a plugin, and a file over a token, which it is newer than.
  /// - Parameter cluster: what a plugin may ask about.
  func authentication(_ cluster: KubeconfigCluster) throws(ConfigurationError) -> Authentication {
    try refuseUnknown()
    let (file, token, user) = (try entry.file("tokenFile"), try entry.string("token"), try entry.string("username"))
    guard user == nil || file == nil && token == nil else {
      throw entry.error("username", "cannot stand beside a token: remove one")
    }
    if let file { return .tokenFile(file) }
    if let token { return .token(Secret(token)) }
    if let user { return .basic(user: user, password: Secret(try entry.string("password") ?? "")) }
    return entry.json("exec") != nil ? .command(try plugin(entry.entry("exec"), cluster)) : .none
  }

  private func refuseUnknown() throws(ConfigurationError) {
    if entry.json("auth-provider") != nil {
      throw entry.error("auth-provider", "kubectl has given these up: use an exec plugin, a token or a certificate")
    }
    // To do with our own rights what should be done with fewer would be worse than not to do it.
    for member in ["as", "as-uid", "as-groups", "as-user-extra"] where entry.json(member) != nil {
      throw entry.error(member, "impersonation is not supported: use the credentials of that user")
    }
  }

  private func plugin(
    _ exec: KubeconfigEntry, _ cluster: KubeconfigCluster
  ) throws(ConfigurationError) -> ExecPlugin {
    let name = try exec.string("apiVersion") ?? ""
    guard let version = ExecPlugin.Version(rawValue: name) else {
      let known = ExecPlugin.Version.allCases.map(\.rawValue).joined(separator: " or ")
      throw exec.error("apiVersion", "must be \(known), but is \"\(PlainText.line(name, longest: 60))\"")
    }
    guard let command = try exec.program("command") else { throw exec.error("command", "must name a program") }
    var environment: [String: String] = [:]
    for item in try exec.entries("env") {
      environment[try item.string("name") ?? ""] = try item.string("value") ?? ""
    }
    return ExecPlugin(
      version: version,
      command: command, arguments: try exec.strings("args"), environment: environment,
      installHint: try exec.string("installHint"),
      cluster: try exec.bool("provideClusterInfo") ? try cluster.information : nil)
  }
}
