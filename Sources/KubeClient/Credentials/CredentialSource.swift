// SPDX-License-Identifier: Apache-2.0
import Documents
import FoundationEssentials

/// Where the credential of each request comes from. A token in a file and what a plugin prints are kept for a while.
actor CredentialSource {
  /// A token has some KiB; a field of this size is refused by every server.
  static let largestTokenFile = 64 << 10
  /// How long a token from a file is used before the file is looked at again. The kubelet rotates a token when a fifth of
  /// its life is left, two minutes at least; a reading takes some 20 µs.
  private static let rereading = Duration.seconds(60)
  /// A credential is renewed so long before it expires: clocks differ by some seconds, and a request is under way for
  /// some more. Below it, a plugin that gives very short lives would be asked for every request.
  private static let margin: TimeInterval = 10

  private struct Held {
    var credential: Credential
    /// On the clock that only goes forward.
    var since: Duration
    /// On the clock of the calendar.
    var expiration: Date?
  }

  private let authentication: Authentication
  private let clock: AnyClock
  private let now: @Sendable () -> Date
  private var held: Held?
  private var renewal: Task<Result<Credential, ConfigurationError>, Never>?

  init(_ authentication: Authentication, clock: AnyClock, now: @escaping @Sendable () -> Date) {
    self.authentication = authentication
    self.clock = clock
    self.now = now
  }

  /// A plugin is run once, however many ask; they wait for it, `ExecCommand.deadline` at most.
  func current() async throws(ConfigurationError) -> Credential {
    switch authentication {
    case .none: return Credential()
    case .token(let token): return Credential(authorization: try Credential.bearer(token.text, from: "the kubeconfig"))
    case .basic(let user, let password):
      return Credential(authorization: Credential.basic(user: user, password: password))
    case .tokenFile(let path):
      if let held, clock.elapsed() < held.since + CredentialSource.rereading { return held.credential }
      return try read(path)
    case .command(let plugin):
      if let held, !isExpiring(held) { return held.credential }
      return try await renewed(by: plugin)
    }
  }

  /// The server does not take this credential.
  /// - Returns: whether `current` may have another one now.
  func refuse(_ credential: Credential) -> Bool {
    switch authentication {
    case .none, .token, .basic: return false
    case .tokenFile, .command:
      if held?.credential == credential { held = nil }
      return true
    }
  }

  /// While a token is being replaced the file may be unreadable; the last one may still be good.
  private func read(_ path: String) throws(ConfigurationError) -> Credential {
    do {
      let credential = Credential(authorization: try CredentialSource.token(in: path))
      held = Held(credential: credential, since: clock.elapsed())
      return credential
    } catch {
      guard let held else { throw error }
      return held.credential
    }
  }

  private static func token(in path: String) throws(ConfigurationError) -> Secret {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, limit: largestTokenFile)
    } catch {
      throw ConfigurationError("the token cannot be read: \(error)")
    }
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let text = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    return try Credential.bearer(String(decoding: Array(text), as: UTF8.self), from: path)
  }

  private func isExpiring(_ held: Held) -> Bool {
    guard let expiration = held.expiration else { return false }
    return now().addingTimeInterval(CredentialSource.margin) >= expiration
  }

  private func renewed(by plugin: ExecPlugin) async throws(ConfigurationError) -> Credential {
    if let renewal { return try await renewal.value.get() }
    let task = Task { await run(plugin) }
    renewal = task
    return try await task.value.get()
  }

  private func run(_ plugin: ExecPlugin) async -> Result<Credential, ConfigurationError> {
    defer { renewal = nil }
    do throws(ConfigurationError) {
      let output = try await ExecCommand.output(of: plugin, clock: clock)
      let answer = try ExecCredential(output, of: plugin)
      held = Held(credential: answer.credential, since: clock.elapsed(), expiration: answer.expiration)
      return .success(answer.credential)
    } catch {
      return .failure(error)
    }
  }
}
