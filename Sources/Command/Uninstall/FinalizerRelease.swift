// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Takes finalizers away, so that an object can be deleted once nobody is left to do that.
struct FinalizerRelease: Sendable {
  /// An API server learns within a second or so that a webhook is gone, and refuses until then what that one would have.
  private static let patience = Duration.seconds(15)
  private static let pause = Duration.seconds(1)

  private let finalizers: Set<String>
  private let server: any ObjectReading & ObjectWriting
  private let clock: any Clock<Duration>

  init(of finalizers: Set<String>, in server: any ObjectReading & ObjectWriting, clock: any Clock<Duration>) {
    (self.finalizers, self.server, self.clock) = (finalizers, server, clock)
  }

  func concerns(_ object: KubeObject) -> Bool { !finalizers.isDisjoint(with: object.finalizers) }

  /// Tries again while others change the object, or while the API server refuses for what passes.
  /// - Returns: false if the object is gone.
  func perform(on found: KubeObject, _ resource: KubeResource) async throws -> Bool {
    guard let key = found.key else { return false }
    var object = found
    var waited = Duration.zero
    while true {
      do throws(KubeError) {
        if waited > .zero { object = try await server.get(resource, key) }
        _ = try await server.patch(resource, key, .merge(patch(object)), subresource: nil)
        return true
      } catch {
        if error.isNotFound { return false }
        guard error.isConflict || error.isTransient, waited < Self.patience else { throw error }
      }
      try await clock.sleep(for: Self.pause)
      waited += Self.pause
    }
  }

  /// Leaves those of others, on the condition that nobody has changed the object meanwhile.
  private func patch(_ object: KubeObject) -> JSONValue {
    JSONValue { writer in
      writer.object { patch in
        patch.name("metadata")
        patch.object { metadata in
          if let version = object.metadata?["resourceVersion"] { metadata.member("resourceVersion", version) }
          metadata.name("finalizers")
          metadata.array { list in
            for finalizer in object.finalizers where !finalizers.contains(finalizer) { list.string(finalizer) }
          }
        }
      }
    }
  }
}
