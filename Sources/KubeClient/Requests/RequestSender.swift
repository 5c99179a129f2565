// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Outbound

/// Sends requests: at our own rate, with a credential, once more with a new one where the first was refused, and again
/// when the server says when. Nothing else is repeated.
struct RequestSender: Sendable {
  /// As client-go: name, TCP and TLS within a cluster take milliseconds.
  private static let connecting = Duration.seconds(5)
  /// Enough for every failure that says anything.
  private static let largestRefusalOfStream = 64 << 10

  private enum Answer<Value: Sendable>: Sendable {
    case accepted(Value)
    case refused(OutboundResponse)
  }

  let connection: ClusterConnection
  let transport: any HTTPTransport
  let credentials: CredentialSource
  let gate: RequestGate
  let clock: AnyClock
  let userAgent: String
  let serverTime: ServerTime

  /// The body of a successful answer.
  /// - Parameter timeout: for all that it takes, waiting between attempts included.
  func body(of request: KubeRequest, within timeout: Duration) async throws(KubeError) -> [UInt8] {
    try await send(request, within: timeout) { (credential, rest) async throws(TransportError) in
      let timeouts = OutboundTimeouts(connect: min(RequestSender.connecting, rest), total: rest)
      let response = try await transport.response(to: outbound(request, credential, timeouts))
      serverTime.heard(response.head.fields["Date"])
      return response.head.isSuccess ? .accepted(response.body) : .refused(response)
    }
  }

  /// A successful answer whose body goes on for as long as the server sends some.
  /// - Parameters:
  ///   - timeout: until it is sent.
  ///   - idle: how long the server may then be silent.
  func stream(
    of request: KubeRequest, within timeout: Duration, idle: Duration
  ) async throws(KubeError) -> OutboundStream {
    try await send(request, within: timeout) { (credential, rest) async throws(TransportError) in
      let timeouts = OutboundTimeouts(connect: min(RequestSender.connecting, rest), total: nil, idle: idle)
      let stream = try await transport.stream(outbound(request, credential, timeouts))
      guard !stream.head.isSuccess else { return .accepted(stream) }
      return .refused(try await refusal(stream, within: rest))
    }
  }

  private func send<Value>(
    _ request: KubeRequest, within timeout: Duration,
    _ exchange: (Credential, Duration) async throws(TransportError) -> Answer<Value>
  ) async throws(KubeError) -> Value {
    let deadline = clock.elapsed() + timeout
    var attempt = 1
    var isRenewed = false
    while true {
      try await gate.pass(request, within: max(.zero, deadline - clock.elapsed()))
      let credential = try await credential(for: request)
      let rest = deadline - clock.elapsed()
      guard rest > .zero else { throw request.failed(.unreachable("it was not sent within \(timeout)")) }
      let refusal: OutboundResponse
      do {
        switch try await exchange(credential, rest) {
        case .accepted(let value): return value
        case .refused(let response): refusal = response
        }
      } catch {
        throw request.failed(KubeError.Cause(error))
      }
      if refusal.head.status == 401, !isRenewed, await credentials.refuse(credential) {
        isRenewed = true
        continue
      }
      let cause = KubeError.Cause(refusal: refusal)
      guard let pause = RetryAfter.pause(after: cause, attempt: attempt), clock.elapsed() + pause < deadline else {
        throw request.failed(cause)
      }
      do { try await clock.sleep(pause) } catch { throw request.failed(.cancelled) }
      attempt += 1
    }
  }

  private func credential(for request: KubeRequest) async throws(KubeError) -> Credential {
    do {
      return try await credentials.current()
    } catch {
      throw request.failed(.unreachable("no credentials: \(error)"))
    }
  }

  private func refusal(
    _ stream: OutboundStream, within timeout: Duration
  ) async throws(TransportError) -> OutboundResponse {
    let deadline = clock.elapsed() + timeout
    var body: [UInt8] = []
    while body.count < RequestSender.largestRefusalOfStream, clock.elapsed() < deadline,
      let bytes = try await stream.next()
    {
      body += bytes
    }
    return OutboundResponse(head: stream.head, body: body)
  }

  private func outbound(
    _ request: KubeRequest, _ credential: Credential, _ timeouts: OutboundTimeouts
  ) -> OutboundRequest {
    var fields = [OutboundField("Accept", "application/json"), OutboundField("User-Agent", userAgent)]
    if let type = request.contentType { fields.append(OutboundField("Content-Type", type)) }
    if let secret = credential.authorization { fields.append(OutboundField("Authorization", secret.text)) }
    // A write may go over a used connection, which saves a handshake each: it has a body, and what has one is not sent
    // again when that connection breaks.
    return OutboundRequest(
      request.method, "\(connection.server)\(request.target)", fields: fields, body: request.body, timeouts: timeouts,
      security: connection.server.isEncrypted ? security(credential) : nil, proxy: connection.proxy)
  }

  private func security(_ credential: Credential) -> OutboundSecurity {
    var security = connection.security
    if let certificate = credential.certificate, let key = credential.key {
      security.certificate = Array(certificate.utf8)
      security.key = Array(key.text.utf8)
    }
    return security
  }
}

extension OutboundHead {
  fileprivate var isSuccess: Bool { (200..<300).contains(status) }
}
