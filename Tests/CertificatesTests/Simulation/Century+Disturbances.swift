// SPDX-License-Identifier: Apache-2.0
import Certificates
import TestSupport

extension Century {
  /// The furthest that two honest clocks are apart: less than certificates begin before they are made.
  private static let honestSkew = -12.0...12.0

  /// Something happens that nobody asked for.
  mutating func disturb() {
    guard !replicas.isEmpty else { return startReplica() }
    switch Int.random(in: 0..<20, using: &generator) {
    case 0..<6 where replicas.count < 3: startReplica()
    case 6..<8: crash()
    case 8..<10: cutOff()
    case 10..<12: jumpOfServer()
    case 12..<14: jumpOfReplica()
    case 14: ask(for: .leaf)
    case 15..<18: ask(for: .authority)
    case 18: deleteSecret()
    default: break
    }
  }

  private var isSecretMissing: Bool { store.secret == nil }

  /// While the Secret is gone, somebody has to remember it.
  private mutating func crash() {
    guard !isSecretMissing, let id = replicas.keys.sorted().randomElement(using: &generator) else { return }
    replicas[id] = nil
    trace("replica-\(id) crashes")
  }

  private mutating func cutOff() {
    guard !isSecretMissing, let id = replicas.keys.sorted().randomElement(using: &generator) else { return }
    replicas[id]?.isCutOffUntil = elapsed + Self.day * Double.random(in: 1...60, using: &generator)
    trace("replica-\(id) is cut off")
  }

  private mutating func jumpOfServer() {
    guard let index = servers.indices.randomElement(using: &generator) else { return }
    servers[index].skew = Self.day * Double.random(in: Self.honestSkew, using: &generator)
    trace("API server \(index) is \(servers[index].skew / Self.day) days ahead")
  }

  /// By years, where nobody relies on it.
  private mutating func jumpOfReplica() {
    guard let id = replicas.keys.sorted().randomElement(using: &generator) else { return }
    let days = tellsTime ? -10_000.0...10_000 : Self.honestSkew
    replicas[id]?.skew = Self.day * Double.random(in: days, using: &generator)
  }

  private mutating func ask(for request: RotationRequest) {
    store.ask(for: request)
    trace("somebody asks for a new \(request)")
  }

  /// Somebody thinks that this makes a new certificate. Where nobody who serves it can put it back, there is no help.
  private mutating func deleteSecret() {
    let remember = replicas.values.filter { $0.keeper.serving != nil }
    guard !remember.isEmpty, remember.allSatisfy({ $0.isCutOffUntil <= elapsed }) else { return }
    store.deleteSecret()
    trace("the Secret is deleted")
  }
}
