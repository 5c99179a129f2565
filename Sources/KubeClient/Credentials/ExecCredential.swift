// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import KubeModel

/// What a plugin prints: credentials, and maybe until when they are good.
struct ExecCredential: Sendable, Equatable {
  var credential: Credential
  /// Nil for as long as the server takes them.
  var expiration: Date?

  /// - Parameter output: all of the plugin's standard output. It never shows up in an error.
  init(_ output: [UInt8], of plugin: ExecPlugin) throws(ConfigurationError) {
    do throws(ConfigurationError) {
      try self.init(output, version: plugin.version)
    } catch {
      throw ConfigurationError("\(plugin): \(error)")
    }
  }

  private init(_ output: [UInt8], version: ExecPlugin.Version) throws(ConfigurationError) {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: output)
    } catch {
      throw ConfigurationError("what it printed is \(error)")
    }
    guard json["kind"]?.string == "ExecCredential" else {
      throw ConfigurationError("what it printed is not of the kind ExecCredential")
    }
    guard json["apiVersion"]?.string == version.rawValue else {
      throw ConfigurationError("what it printed is not of the apiVersion that it was asked for: \(version.rawValue)")
    }
    credential = try ExecCredential.credential(json["status"])
    guard let text = json["status"]?["expirationTimestamp"]?.string else { return }
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw ConfigurationError("status.expirationTimestamp is no time as RFC 3339 writes it")
    }
    expiration = date
  }

  private static func credential(_ status: JSONValue?) throws(ConfigurationError) -> Credential {
    var credential = Credential()
    if let token = status?["token"]?.string, !token.isEmpty {
      credential.authorization = try Credential.bearer(token, from: "status.token")
    }
    switch (status?["clientCertificateData"]?.string, status?["clientKeyData"]?.string) {
    case (let certificate?, let key?):
      credential.certificate = certificate
      credential.key = Secret(key)
    case (nil, nil): break
    default: throw ConfigurationError("of status.clientCertificateData and status.clientKeyData only one is there")
    }
    guard credential != Credential() else {
      throw ConfigurationError("what it printed has neither status.token nor status.clientCertificateData")
    }
    return credential
  }
}
