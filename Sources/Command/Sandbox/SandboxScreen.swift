// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Standard output of a sandbox: news, and beneath it, on a terminal, how operations stand just now.
final class SandboxScreen: Sendable {
  /// More than anybody watches.
  private static let mostLines = 10

  private let isTerminal: Bool
  private let write: @Sendable (String) -> Void
  private let shown = Mutex<[String]>([])

  /// - Parameter write: one call after the other.
  init(isTerminal: Bool, write: @escaping @Sendable (String) -> Void = Terminal.write) {
    (self.isTerminal, self.write) = (isTerminal, write)
  }

  /// A line that stays.
  @Sendable func tell(_ line: String) {
    shown.withLock { shown in
      write(eraser(shown) + line + "\n" + shown.map { $0 + "\n" }.joined())
    }
  }

  /// Lines that are replaced by the next ones. Nothing happens where there is no terminal.
  func show(_ lines: [String]) {
    guard isTerminal else { return }
    var lines = lines
    if lines.count > Self.mostLines {
      lines[Self.mostLines...] = ["and \(lines.count - Self.mostLines) more"]
    }
    shown.withLock { shown in
      guard lines != shown else { return }
      write(eraser(shown) + lines.map { $0 + "\n" }.joined())
      shown = lines
    }
  }

  /// Moves to the first of the lines and erases from there to the end (ECMA-48: CUU, ED).
  private func eraser(_ lines: [String]) -> String {
    lines.isEmpty ? "" : "\u{1B}[\(lines.count)A\r\u{1B}[J"
  }
}
