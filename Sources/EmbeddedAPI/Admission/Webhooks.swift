// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
private import FoundationEssentials
internal import KubeModel
internal import Outbound

/// Asks webhooks as the API server does: first those that change an object, one after the other, then those that judge it,
/// all at once (k8s.io/apiserver, `admission/plugin/webhook`).
struct Webhooks: Sendable {
  /// As much as a patch of everything in an object of the largest size takes.
  private static let responseBytes = 16 << 20

  let transport: any HTTPTransport

  /// - Returns: the object as they have changed it.
  func mutate(_ admission: inout Admission) async throws(APIFailure) -> JSONValue {
    var seen: [Int: JSONValue] = [:]
    for isAgain in [false, true] {
      // One that has seen the object before others changed it looks once more, if it wants to.
      for (place, (webhook, version)) in admission.interested(isMutating: true).enumerated() {
        if isAgain { guard webhook.isReinvoked, let last = seen[place], last != admission.object else { continue } }
        let verdict: WebhookVerdict
        do throws(APIFailure) {
          verdict = try await ask(webhook, version, admission)
        } catch {
          throw error.warning(of: &admission)
        }
        admission.warn(verdict.warnings)
        if let patch = verdict.patch, let object = admission.object {
          admission.object = try Self.patched(object.converted(to: version), patch)
            .converted(to: admission.target.resource)
        }
        seen[place] = admission.object ?? .null
      }
    }
    return admission.object ?? .null
  }

  func validate(_ admission: inout Admission) async throws(APIFailure) {
    let asked = admission.interested(isMutating: false)
    typealias Answer = (place: Int, verdict: Result<WebhookVerdict, APIFailure>)
    let verdicts = await withTaskGroup(of: Answer.self) { [admission] group in
      for (place, (webhook, version)) in asked.enumerated() {
        group.addTask {
          do throws(APIFailure) {
            return (place, .success(try await ask(webhook, version, admission)))
          } catch {
            return (place, .failure(error))
          }
        }
      }
      var verdicts: [Int: Result<WebhookVerdict, APIFailure>] = [:]
      for await answer in group { verdicts[answer.place] = answer.verdict }
      return verdicts
    }
    var failure: APIFailure?
    for place in asked.indices {
      switch verdicts[place] {
      case .success(let verdict): admission.warn(verdict.warnings)
      case .failure(let other):
        admission.warn(other.warnings)
        failure = failure ?? other
      case nil: break
      }
    }
    if let failure { throw failure.warning(of: &admission) }
  }

  private func ask(
    _ webhook: Webhook, _ version: ServedResource, _ admission: Admission
  ) async throws(APIFailure) -> WebhookVerdict {
    let uid = UUID().uuidString.lowercased()
    let verdict: WebhookVerdict
    do throws(WebhookVerdict.Unreadable) {
      let answer = try await send(admission.review(uid: uid, for: webhook, in: version), to: webhook)
      verdict = try WebhookVerdict(answer, uid: uid, version: webhook.reviewVersion)
    } catch {
      guard !webhook.failsOpen else { return WebhookVerdict() }
      throw .internalError("failed calling webhook \"\(webhook.name)\": \(error.description)")
    }
    if let denial = verdict.denial {
      var failure = Self.denied(by: webhook, denial)
      failure.warnings = verdict.warnings
      throw failure
    }
    return verdict
  }

  private func send(_ review: JSONValue, to webhook: Webhook) async throws(WebhookVerdict.Unreadable) -> [UInt8] {
    let url = webhook.url + (webhook.url.contains("?") ? "&" : "?") + "timeout=\(webhook.seconds)s"
    let limit = Duration.seconds(webhook.seconds)
    let request = OutboundRequest(
      .post, url,
      fields: [OutboundField("content-type", "application/json"), OutboundField("accept", "application/json, */*")],
      body: Array(review.rawBytes), timeouts: OutboundTimeouts(connect: limit, total: limit),
      security: OutboundSecurity(authorities: webhook.authorities), responseLimit: Self.responseBytes)
    let response: OutboundResponse
    do throws(TransportError) {
      response = try await transport.response(to: request)
    } catch {
      throw WebhookVerdict.Unreadable(description: "Post \"\(url)\": \(error)")
    }
    guard response.head.status == 200 else {
      let text = PlainText.line(String(decoding: response.body.prefix(300), as: UTF8.self), longest: 200)
      throw WebhookVerdict.Unreadable(
        description:
          "an error on the server (\"\(text.isEmpty ? "unknown" : text)\") has prevented the request from succeeding")
    }
    return response.body
  }

  private static func patched(_ object: JSONValue, _ patch: JSONValue) throws(APIFailure) -> JSONValue {
    do {
      return try JSONPatchText(patch).applied(to: object, limit: Writing.objectBytes)
    } catch {
      throw .internalError("\(error)")
    }
  }

  /// The webhook's own status, under a message that says whose it is (`webhookerrors.ToStatusErr`).
  private static func denied(by webhook: Webhook, _ status: JSONValue) -> APIFailure {
    let words = [status["message"]?.string, status["reason"]?.string].compactMap(\.self).first { !$0.isEmpty }
    let message =
      "admission webhook \"\(webhook.name)\" denied the request"
      + (words.map { ": \($0)" } ?? " without explanation")
    let code = max(400, min(599, status["code"]?.integer ?? 400))
    var status = status.kind == .object ? status : .emptyObject
    let members = [
      ("kind", "Status"), ("apiVersion", "v1"), ("status", "Failure"), ("message", message),
    ]
    for (name, text) in members { status = status.setting(name, to: .string(text)) }
    if status["metadata"] == nil { status = status.setting("metadata", to: .emptyObject) }
    return APIFailure(code: Int(code), status.setting("code", to: .integer(code)))
  }
}

extension APIFailure {
  /// With what has been said before it as well.
  fileprivate func warning(of admission: inout Admission) -> APIFailure {
    admission.warn(warnings)
    var failure = self
    failure.warnings = admission.warnings
    return failure
  }
}
