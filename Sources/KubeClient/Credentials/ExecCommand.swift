// SPDX-License-Identifier: Apache-2.0
import KubeModel
private import Subprocess
private import SystemPackage

/// Runs plugins. The only place that starts another program.
enum ExecCommand {
  /// Longer than a plugin needs that asks a cloud for a token; nobody sits there to log in.
  static let deadline = Duration.seconds(30)
  /// A token and a chain of certificates take some KiB.
  private static let largestOutput = 1 << 20

  /// What the plugin prints. It gets no input, and what it says on standard error goes to ours, for people. When the time
  /// is over, or when the task is cancelled, it is killed with all that it started.
  static func output(of plugin: ExecPlugin, clock: AnyClock) async throws(ConfigurationError) -> [UInt8] {
    try await withTaskGroup(of: Result<[UInt8], ConfigurationError>?.self) { group in
      group.addTask { await result(of: plugin) }
      group.addTask {
        try? await clock.sleep(deadline)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .failure(ConfigurationError("\(plugin): no answer within \(deadline)"))
    }
    .get()
  }

  private static func result(of plugin: ExecPlugin) async -> Result<[UInt8], ConfigurationError> {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
    do {
      let record = try await run(
        plugin.command.contains("/") ? .path(FilePath(plugin.command)) : .name(plugin.command),
        arguments: Arguments(plugin.arguments), environment: environment(of: plugin), platformOptions: options,
        output: .bytes(limit: largestOutput), error: .currentStandardError)
      guard record.terminationStatus.isSuccess else {
        return .failure(ConfigurationError("\(plugin): it failed: \(record.terminationStatus)"))
      }
      return .success(record.standardOutput)
    } catch {
      return .failure(ConfigurationError("\(plugin): \(PlainText.line("\(error)"))\(hint(plugin))"))
    }
  }

  private static func environment(of plugin: ExecPlugin) -> Environment {
    var additions = plugin.environment
    additions["KUBERNETES_EXEC_INFO"] = plugin.information
    return Environment.inherit.updating(
      Dictionary(uniqueKeysWithValues: additions.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
  }

  private static func hint(_ plugin: ExecPlugin) -> String {
    plugin.installHint.map { " \(PlainText.line($0, longest: 500))" } ?? ""
  }
}
