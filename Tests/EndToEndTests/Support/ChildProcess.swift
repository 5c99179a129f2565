// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Synchronization

/// A process that we started. Foundation's own waits until all descendants have gone too, which servers that are left
/// running do not.
final class ChildProcess: Sendable {
  let identifier: pid_t
  private let ending: Task<Int32, Never>
  private let hasEnded: Mutex<Bool>

  /// - Parameters:
  ///   - arguments: the first is the path of the program.
  ///   - output: the file that standard output and standard error are appended to.
  convenience init(_ arguments: [String], environment: [String: String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    try self.init(spawning: arguments, environment.map { "\($0.key)=\($0.value)" }, &actions)
  }

  private init(
    spawning arguments: [String], _ environment: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var nothing = sigset_t()
    sigemptyset(&nothing)
    posix_spawnattr_setsigmask(&attributes, &nothing)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var child: pid_t = 0
    let code = withCStrings(arguments) { argv in
      withCStrings(environment) { posix_spawn(&child, arguments[0], &actions, &attributes, argv, $0) }
    }
    guard code == 0 else { throw Failure("\(arguments[0]) cannot be started: \(String(cString: strerror(code)))") }
    identifier = child
    let (codes, continuation) = AsyncStream.makeStream(of: Int32.self)
    ending = Task { await codes.first { _ in true } ?? -1 }
    hasEnded = Mutex(false)
    Thread.detachNewThread {
      continuation.yield(self.awaitEnd())
      continuation.finish()
    }
  }

  /// The exit code; the negative number of the signal if one ended it.
  var exitCode: Int32 {
    get async { await ending.value }
  }

  var isRunning: Bool { hasEnded.withLock { !$0 } }

  /// Does nothing once it has ended: its number may be somebody else's by then.
  func send(_ signal: Int32) {
    hasEnded.withLock { hasEnded in
      if !hasEnded { kill(identifier, signal) }
    }
  }

  private func awaitEnd() -> Int32 {
    var information = siginfo_t()
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return hasEnded.withLock { hasEnded in
      var status: Int32 = 0
      waitpid(identifier, &status, 0)
      hasEnded = true
      let signal = status & 0x7f
      return signal == 0 ? (status >> 8) & 0xff : -signal
    }
  }
}

private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var copies: [UnsafeMutablePointer<CChar>?] = texts.map { text in strdup(text) }
  copies.append(nil)
  defer { for copy in copies { free(copy) } }
  return copies.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("the array has at least its nil") }
    return body(base)
  }
}
