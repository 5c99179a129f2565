// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Starts processes that do not outlive this one, however it ends.
enum LeashedProcess {
  /// - Parameter log: where its output goes; what is there stays.
  static func start(_ command: [String], log: String) throws -> ChildProcess {
    let owner = "\(ProcessInfo.processInfo.processIdentifier)"
    return try ChildProcess(
      ["/bin/bash", "-c", leash, owner] + command, environment: ShellCommand.usual, output: log)
  }

  /// The command itself takes the shell's place, so that signals reach it; a child of the shell watches the process with
  /// the id `$0`. It waits for what nobody writes: there are many of them, and sleep would be a process each second.
  private static let leash = """
    server=$$
    (
      exec {nothing}<> <(:)
      while [[ -e /proc/$0 && -e /proc/$server ]]; do read -rt 1 -u "$nothing"; done
      [[ -e /proc/$0 ]] || kill -KILL "$server"
    ) </dev/null >/dev/null 2>&1 &
    exec "$@"
    """
}
