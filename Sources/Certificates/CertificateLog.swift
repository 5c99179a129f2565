// SPDX-License-Identifier: Apache-2.0
internal import Admission
internal import KubeModel
internal import Logging
private import TLS

/// What is told of certificates: each step with its reason, and what goes on and on not more than once in a while.
struct CertificateLog {
  private let logger: Logger
  private let reminder: Duration
  /// When a line was told that may be told again; few, since each is forgotten after a while.
  private var told: [String: Duration] = [:]

  init(_ logger: Logger, reminder: Duration) {
    self.logger = logger
    self.reminder = reminder
  }

  mutating func decided(_ decision: RenewalDecision?, at elapsed: Duration) {
    guard let decision else { return }
    let (level, message): (Logger.Level, Logger.Message) =
      switch decision.step {
      case .found: (.notice, "making the first certificates")
      case .restore: (.warning, "putting the certificates back")
      case .change(.renewLeaf): (.notice, "making a new leaf")
      case .change(.addNextAuthority): (.notice, "making a new authority")
      case .change(.promoteNextAuthority): (.notice, "signing by the new authority")
      case .change(.dropPreviousAuthority): (.notice, "dropping the old authority")
      case .publish: (.notice, "publishing authorities")
      case .check: (.info, "trying whether reviews arrive")
      case .stuck: (.error, "certificates cannot be kept")
      case .serve, .nothing, .change(.record), .change(.forget): (.debug, "certificates looked at")
      }
    guard level > .debug else { return logger.debug(message, metadata: ["reason": "\(decision.reason)"]) }
    guard isNew("\(message) \(decision.reason)", at: elapsed) else { return }
    logger.log(level: level, message, metadata: ["reason": "\(decision.reason)"])
  }

  func serves(_ leaf: ServingLeaf) {
    logger.notice(
      "serving a new leaf",
      metadata: [
        "leaf": "\(leaf.fingerprint.prefix(16))", "notAfter": "\(Instant(seconds: leaf.validity.notAfter))",
      ])
  }

  /// Whether a failure is part of how things go: nothing is there yet, or a rival was faster.
  func isExpected(_ error: KubeError, of request: CertificateKeeper.Request) -> Bool {
    switch request {
    case .read: error.isNotFound || error.cause == .cancelled
    case .create, .replace: error.isConflict || error.cause == .cancelled
    case .check(let check): !check.arrivals(.failure(error)).isEmpty || error.cause == .cancelled
    case .publish: error.cause == .cancelled
    }
  }

  mutating func failed(_ error: any Error, at elapsed: Duration) {
    let line = PlainText.line("\(error)", longest: 300)
    guard isNew(line, at: elapsed) else { return }
    logger.warning("keeping certificates failed, it is tried again", metadata: ["error": "\(line)"])
  }

  private mutating func isNew(_ line: String, at elapsed: Duration) -> Bool {
    told = told.filter { elapsed - $0.value < reminder }
    guard told[line] == nil else { return false }
    told[line] = elapsed
    return true
  }
}
