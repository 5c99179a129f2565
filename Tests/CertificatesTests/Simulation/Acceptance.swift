// SPDX-License-Identifier: Apache-2.0
import Certificates
import FoundationEssentials
import TLS

/// Whether a chain is accepted by a bundle, by OpenSSL's own verification, of which each outcome is remembered until time
/// may change it.
struct Acceptance {
  private struct Pair: Hashable {
    var leaf: String
    var kind: WebhookConfiguration.Kind
    /// Of the bundle.
    var number: Int
  }

  private struct Verdict {
    var refusal: String?
    /// Seconds between which nothing begins or ends to be valid.
    var span: Range<Int64>
  }

  private var verdicts: [Pair: Verdict] = [:]

  /// Why it is not; nil if it is.
  mutating func refusal(
    of leaf: ServingLeaf, by bundle: (text: String, number: Int), _ kind: WebhookConfiguration.Kind, at seconds: Int64
  ) throws -> String? {
    let pair = Pair(leaf: leaf.fingerprint, kind: kind, number: bundle.number)
    if let verdict = verdicts[pair], verdict.span.contains(seconds) { return verdict.refusal }
    let authorities = try Certificate.chain(pem: Array(Data(base64Encoded: bundle.text) ?? Data()))
    let chain = leaf.chain.map(\.certificate)
    let refusal = try TrustStore(authorities).refusal(of: chain, at: seconds)
    let ends = try (authorities + chain).map { try $0.validity() }.flatMap {
      [$0.notBefore, $0.notAfter, $0.notAfter + 1]
    }
    let lower = ends.filter { $0 <= seconds }.max() ?? .min
    let upper = ends.filter { $0 > seconds }.min() ?? .max
    verdicts[pair] = Verdict(refusal: refusal, span: lower..<upper)
    return refusal
  }
}
