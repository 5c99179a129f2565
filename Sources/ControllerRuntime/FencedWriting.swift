// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Writes that only a leader does: none is sent that could be done when somebody else may lead already.
package struct FencedWriting: ObjectWriting {
  /// An API server answers a write in milliseconds. A leader has five seconds of its lease left when it must give up;
  /// four leave one of them to spare.
  package static let usualLongest = Duration.seconds(4)

  private let writing: any ObjectWriting
  private let leadership: Leadership
  private let longest: Duration
  private let clock: any Clock<Duration>

  /// - Parameters:
  ///   - writing: its requests end soon after they are cancelled.
  ///   - longest: after which a write is cancelled, with all its requests. Shorter than the lease; the longer it is,
  ///     the earlier a leader whose lease is not renewed stops to write.
  package init(
    _ writing: any ObjectWriting, by leadership: Leadership, longest: Duration = usualLongest,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.writing = writing
    self.leadership = leadership
    self.longest = longest
    self.clock = clock
  }

  /// - Throws: as those below, too, `cancelled` if nothing was sent because we do not lead, or not for long enough.
  package func create(
    _ resource: KubeResource, in namespace: String?, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await write("create", resource) { [writing] () async throws(KubeError) in
      try await writing.create(resource, in: namespace, object)
    }
  }

  package func replace(
    _ resource: KubeResource, _ key: ObjectKey, _ object: JSONValue
  ) async throws(KubeError) -> KubeObject {
    try await write("replace", resource) { [writing] () async throws(KubeError) in
      try await writing.replace(resource, key, object)
    }
  }

  package func patch(
    _ resource: KubeResource, _ key: ObjectKey, _ patch: ObjectPatch, subresource: Subresource?
  ) async throws(KubeError) -> KubeObject {
    try await write("patch", resource) { [writing] () async throws(KubeError) in
      try await writing.patch(resource, key, patch, subresource: subresource)
    }
  }

  private func write(
    _ verb: String, _ resource: KubeResource, _ request: @escaping @Sendable () async throws(KubeError) -> KubeObject
  ) async throws(KubeError) -> KubeObject {
    guard leadership.holds(for: longest) else {
      throw KubeError(verb: verb, path: resource.description, cause: .cancelled)
    }
    return try await TimeLimit(longest, by: clock).answer(to: request)
  }
}
