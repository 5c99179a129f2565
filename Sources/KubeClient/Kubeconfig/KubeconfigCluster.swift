// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import KubeModel
import Outbound

/// A cluster of a kubeconfig file.
struct KubeconfigCluster {
  let entry: KubeconfigEntry

  var server: ServerURL {
    get throws(ConfigurationError) {
      guard let text = try entry.string("server") else { throw entry.error("server", "must be the API server's URL") }
      do {
        return try ServerURL(text)
      } catch {
        throw entry.error("server", "\(error)")
      }
    }
  }

  var security: OutboundSecurity {
    get throws(ConfigurationError) {
      let security = OutboundSecurity(
        authorities: try entry.bytes("certificate-authority"), serverName: try entry.string("tls-server-name"),
        skipsVerification: try entry.bool("insecure-skip-tls-verify"))
      guard security.authorities == nil || !security.skipsVerification else {
        throw entry.error("insecure-skip-tls-verify", "cannot be true beside a certificate authority: remove one")
      }
      return security
    }
  }

  /// Without one, kubectl does as the environment says.
  var proxy: OutboundProxy {
    get throws(ConfigurationError) {
      guard let url = try entry.string("proxy-url") else { return .environment }
      guard ["http://", "https://", "socks5://", "socks5h://"].contains(where: url.lowercased().hasPrefix) else {
        throw entry.error("proxy-url", "must be a URL over http, https or socks5")
      }
      return .url(url)
    }
  }

  /// What a plugin gets to know that asks for it (`provideClusterInfo`): the spec's `cluster` of an ExecCredential.
  var information: JSONValue {
    get throws(ConfigurationError) {
      let (server, security, proxy) = (try self.server, try self.security, try entry.string("proxy-url"))
      let settings = try extensionForPlugins
      return JSONValue { writer in
        writer.object { object in
          object.member("server", server.description)
          if let name = security.serverName { object.member("tls-server-name", name) }
          if security.skipsVerification { object.member("insecure-skip-tls-verify", true) }
          if let authorities = security.authorities {
            object.member("certificate-authority-data", Data(authorities).base64EncodedString())
          }
          if let proxy { object.member("proxy-url", proxy) }
          if let settings { object.member("config", settings) }
        }
      }
    }
  }

  private var extensionForPlugins: JSONValue? {
    get throws(ConfigurationError) {
      for item in try entry.entries("extensions") where try item.string("name") == "client.authentication.k8s.io/exec" {
        return item.json("extension")
      }
      return nil
    }
  }
}
