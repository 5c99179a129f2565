// SPDX-License-Identifier: Apache-2.0
import Testing

/// Gives a suite a world, and ends it after the last test of the suite, whatever happened.
struct WorldTrait: SuiteTrait, TestScoping {
  var isRecursive: Bool { false }

  func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    testCase == nil ? self : nil
  }

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let world = try await World.start(for: try CaseFolder.all.get())
    let result: Result<Void, any Error>
    do { result = .success(try await World.$current.withValue(world, operation: function)) } catch {
      result = .failure(error)
    }
    try await world.stop()
    try result.get()
  }
}

extension Trait where Self == WorldTrait {
  static var world: Self { Self() }
}
