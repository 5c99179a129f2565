// SPDX-License-Identifier: Apache-2.0
import Certificates
import KubeModel

/// One of the API servers: it knows the store as it is, but the webhook configurations only as they were some time ago.
struct SimulatedAPIServer {
  /// How many bundles of a kind it has seen.
  private var seen: [WebhookConfiguration.Kind: Int] = [:]
  /// When it sees the next one.
  private(set) var due: [WebhookConfiguration.Kind: Duration] = [:]
  /// How far its clock is ahead of the true time.
  var skew = Duration.zero

  init() {}

  /// A bundle was published.
  mutating func published(_ kind: WebhookConfiguration.Kind, seenAt time: Duration) {
    // It sees them all at once when it looks.
    if due[kind] == nil { due[kind] = time }
  }

  /// Looks, if it is time.
  mutating func look(at store: SimulatedStore, _ time: Duration) {
    for (kind, moment) in due where moment <= time {
      seen[kind] = (store.bundles[kind]?.count ?? 1) - 1
      due[kind] = nil
    }
  }

  /// By which it judges our webhooks; empty as long as it has seen none.
  func bundle(_ kind: WebhookConfiguration.Kind, of store: SimulatedStore) -> (text: String, number: Int) {
    let number = seen[kind] ?? 0
    return (store.bundles[kind]?[number] ?? "", number)
  }
}
