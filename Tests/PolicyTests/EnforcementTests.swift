// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import Policy

@Suite("Enforcement")
struct EnforcementTests {
  @Test(
    "a setting decides what a finding does, and without one the finding does",
    arguments: [
      (nil, .deny, .deny), (nil, .warn, .warn), (nil, .unverified, .warn), (.deny, .warn, .deny),
      (.deny, .unverified, .deny), (.warn, .deny, .warn), (.warn, .unverified, .warn), (.off, .deny, nil),
      (.off, .unverified, nil),
    ] as [(Enforcement.Setting?, Severity, Severity?)])
  func applied(setting: Enforcement.Setting?, severity: Severity, expected: Severity?) {
    var enforcement = Enforcement()
    enforcement["rename"] = setting
    let finding = Finding("rename", severity, at: .spec, .required, "something")
    #expect(enforcement.applied(to: finding)?.severity == expected)
    let other = Finding("duration", .deny, at: .spec, .required, "something")
    #expect(enforcement.applied(to: other) == other)
  }
}
