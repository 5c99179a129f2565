// SPDX-License-Identifier: Apache-2.0

/// What a case can do to the world that it shares with the others; it is undone after the case.
enum WorldStep: Equatable {
  case webhooks(WebhookSetup)
  case serverKilled
  /// Again, with these arguments on top of the usual ones.
  case serverStarted([String])

  init(parsing text: String) throws {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.dropFirst().first) {
    case ("webhooks", let name?):
      guard let setup = WebhookSetup(rawValue: name) else { throw Failure("there are no webhooks \"\(name)\"") }
      self = .webhooks(setup)
    case ("server", "killed"): self = .serverKilled
    case ("server", "started"): self = .serverStarted(Array(words.dropFirst(2)))
    default: throw Failure("nobody can do this to the world: \(text)")
    }
  }
}
