// SPDX-License-Identifier: Apache-2.0

/// Which kubectl the commands of a world find.
enum Kubectl: Sendable {
  /// The machine's own.
  case own
  /// Of 2021, as many a machine still has it: 1.20, from the distribution's packages.
  case old

  /// The folder of the clients that scripts/test-clients has got for us.
  static func clients() async throws -> String {
    // The first time on a machine they are downloaded.
    let output = try await ShellCommand(text: "'\(Repository.root)/scripts/test-clients' 2>&1", seconds: 900).succeed()
    guard let path = output.split(separator: "\n").last else { throw Failure("scripts/test-clients printed nothing") }
    return String(path)
  }

  /// What stands in front of the usual search path.
  func folder(in clients: String) -> String? {
    switch self {
    case .own: nil
    case .old: "\(clients)/kubectl-1.20"
    }
  }

  /// Whether it is one that prints as 1.20 does; a machine's own may be.
  var isOld: Bool {
    get async throws {
      guard self == .own else { return true }
      return try await ShellCommand(text: "kubectl version --client").succeed().contains("v1.20.")
    }
  }
}
