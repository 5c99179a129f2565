// SPDX-License-Identifier: Apache-2.0

/// What a world is made of.
struct WorldSetting: Sendable {
  var plane = ControlPlane.Kind.real
  var kubectl = Kubectl.own
  /// An API server with our definitions, and nobody whom it asks.
  var isBare = false

  /// The files with what is otherwise in it than in the transcripts, which are of the real API server and of a kubectl
  /// of today.
  var deviations: [String] {
    get async throws {
      var names: [String] = []
      if !isBare, try await kubectl.isOld { names.append("kubectl-1.20.txt") }
      if plane == .embedded { names.append("differences.txt") }
      return names.map { "\(Repository.tests)/\($0)" }
    }
  }
}
