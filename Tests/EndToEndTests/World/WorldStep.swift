// SPDX-License-Identifier: Apache-2.0

/// What a case can do to the world; it is undone after the case.
enum WorldStep: Equatable, Sendable {
  // What all cases share.
  /// Nothing, but no other case runs meanwhile: a command of this one changes what all share.
  case alone
  case webhooks(WebhookSetup)
  case serverKilled
  /// Again, with these arguments on top of the usual ones.
  case serverStarted([String])

  // What a case has of its own.
  case sidecarsStarted([String])
  /// One that runs the backups and restores of the case's namespace, and of no other.
  case reconcilerStarted(name: String, [String])
  case reconcilerKilled(name: String)
  /// By SIGTERM, and it is waited for.
  case reconcilerStopped(name: String)

  init(parsing text: String) throws {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.dropFirst().first) {
    case ("alone", nil): self = .alone
    case ("webhooks", let name?):
      guard let setup = WebhookSetup(rawValue: name) else { throw Failure("there are no webhooks \"\(name)\"") }
      self = .webhooks(setup)
    case ("server", "killed"): self = .serverKilled
    case ("server", "started"): self = .serverStarted(Array(words.dropFirst(2)))
    case ("sidecars", "started"): self = .sidecarsStarted(Array(words.dropFirst(2)))
    case ("reconciler", let change?): self = try .reconciler(change, Array(words.dropFirst(2)), text)
    default: throw Failure("nobody can do this to the world: \(text)")
    }
  }

  /// - Parameter words: may begin with a name, where a case has several.
  private static func reconciler(_ change: String, _ words: [String], _ text: String) throws -> WorldStep {
    let isNamed = words.first.map { !$0.hasPrefix("-") } ?? false
    let name = isNamed ? words[0] : "one"
    switch change {
    case "started": return .reconcilerStarted(name: name, Array(words.dropFirst(isNamed ? 1 : 0)))
    case "killed": return .reconcilerKilled(name: name)
    case "stopped": return .reconcilerStopped(name: name)
    default: throw Failure("nobody can do this to a reconciler: \(text)")
    }
  }
}
