// SPDX-License-Identifier: Apache-2.0
import Testing

/// Gives a suite a world, and ends it after the last test of the suite, whatever happened.
struct WorldTrait: SuiteTrait, TestScoping {
  let setting: WorldSetting
  let cases: [CaseFolder]

  var isRecursive: Bool { false }

  func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    testCase == nil ? self : nil
  }

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let places = setting.plane.places
    await places.announce(cases.count)
    // Meanwhile the others say that they come.
    do { _ = try await Kubectl.clients() } catch {
      await places.withdraw(cases.count)
      throw error
    }
    await places.take(cases.count)
    let result: Result<Void, any Error>
    do { result = .success(try await inWorld(function)) } catch { result = .failure(error) }
    await places.giveBack()
    try result.get()
  }

  private func inWorld(_ function: @concurrent @Sendable () async throws -> Void) async throws {
    let world = try await World.start(setting, for: cases)
    let result: Result<Void, any Error>
    do { result = .success(try await World.$current.withValue(world, operation: function)) } catch {
      result = .failure(error)
    }
    try await world.stop()
    try result.get()
  }
}

extension Trait where Self == WorldTrait {
  /// - Parameter cases: those that are going to be run in it.
  static func world(_ setting: WorldSetting = WorldSetting(), for cases: [CaseFolder]) -> Self {
    Self(setting: setting, cases: cases)
  }
}
