// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
private import Glibc

/// Where output goes.
enum Terminal {
  /// Standard output is a terminal.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Standard output is a terminal and nobody asked for plain text (https://no-color.org).
  static var showsColours: Bool {
    isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// At once, also into a file: somebody waits for the line.
  @Sendable static func print(_ line: String) { write(line + "\n") }

  @Sendable static func write(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }

  static func printError(_ line: String) {
    write(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whatever cannot be written is lost: there is nobody left to tell.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
