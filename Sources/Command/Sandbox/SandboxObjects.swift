// SPDX-License-Identifier: Apache-2.0
import Documents
import FoundationEssentials
import KubeModel
import Posix
import Sandbox

/// What a sandbox has from the start. The files are part of the program.
enum SandboxObjects {
  /// All but the webhook configurations, whose server is not there yet.
  static func all(in namespace: String) throws -> [JSONValue] {
    try definitions() + namespaces(namespace) + secrets(in: namespace)
  }

  /// Definitions of all kinds, as they are installed on a cluster; CassKop's CassandraCluster as small as it can be.
  private static func definitions() throws -> [JSONValue] {
    try [SimulatedCluster.definition] + documents("cassandrabackups.yaml", PackageResources.cassandrabackups_yaml)
      + documents("cassandrarestores.yaml", PackageResources.cassandrarestores_yaml)
  }

  private static func namespaces(_ name: String) -> [JSONValue] {
    [
      JSONValue { writer in
        writer.object { object in
          object.member("apiVersion", "v1")
          object.member("kind", "Namespace")
          object.name("metadata")
          object.object { $0.member("name", name) }
        }
      }
    ]
  }

  /// The Secret that the samples name.
  private static func secrets(in namespace: String) throws -> [JSONValue] {
    try documents("secret.yaml", PackageResources.secret_yaml).map {
      $0.setting(["metadata", "namespace"], to: JSONValue { $0.string(namespace) })
    }
  }

  /// The webhook configurations of a cluster, but for where the server is: there are no services here.
  static func webhooks(at address: SocketAddress, authority: [UInt8]) throws -> [JSONValue] {
    try documents("webhooks.yaml", PackageResources.webhooks_yaml).map { configuration in
      let webhooks = (configuration["webhooks"] ?? .null).elements.map { webhook in
        let path = webhook["clientConfig"]?["service"]?["path"]?.string ?? "/"
        return webhook.setting("clientConfig", to: clientConfig("https://\(address)\(path)", authority))
      }
      return configuration.setting("webhooks", to: .array(webhooks))
    }
  }

  private static func clientConfig(_ url: String, _ authority: [UInt8]) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("url", url)
        object.member("caBundle", Data(authority).base64EncodedString())
      }
    }
  }

  private static func documents(_ name: String, _ bytes: [UInt8]) throws -> [JSONValue] {
    try DocumentReader.documents(in: bytes, file: name).map { try $0.get().value }
  }
}
