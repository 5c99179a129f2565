// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// A program that makes credentials (`client.authentication.k8s.io`, ExecCredential).
package struct ExecPlugin: Sendable, Equatable {
  package enum Version: String, Sendable, CaseIterable {
    case v1 = "client.authentication.k8s.io/v1"
    case v1beta1 = "client.authentication.k8s.io/v1beta1"
  }

  package var version: Version
  /// A path, or a name to look for along PATH.
  package var command: String
  package var arguments: [String]
  /// Beside our own, whose members of the same names it replaces.
  package var environment: [String: String]
  /// How to get the program, in the words of whoever wrote the kubeconfig file.
  package var installHint: String?
  /// For a program that asks for it.
  package var cluster: JSONValue?

  package init(
    version: Version, command: String, arguments: [String] = [], environment: [String: String] = [:],
    installHint: String? = nil, cluster: JSONValue? = nil
  ) {
    self.version = version
    self.command = command
    self.arguments = arguments
    self.environment = environment
    self.installHint = installHint
    self.cluster = cluster
  }

  /// The text of the variable `KUBERNETES_EXEC_INFO`. There is nobody to talk to: a program that needs a terminal fails.
  var information: String {
    let json = JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", version.rawValue)
        object.member("kind", "ExecCredential")
        object.name("spec")
        object.object { spec in
          spec.member("interactive", false)
          if let cluster { spec.member("cluster", cluster) }
        }
      }
    }
    return String(decoding: json.rawBytes, as: UTF8.self)
  }
}

/// Arguments and environment may hold passwords.
extension ExecPlugin: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { command }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
