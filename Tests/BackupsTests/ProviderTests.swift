// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Providers and their secrets")
struct ProviderTests {
  static let access: Set = ["awsaccesskeyid", "awssecretaccesskey"]

  @Test(
    "the keys a secret lacks are found by the sidecar's rules",
    arguments: [
      (.s3, access, []), (.s3, [], ["awsaccesskeyid", "awssecretaccesskey"]),
      (.s3, ["awsaccesskeyid"], ["awssecretaccesskey"]),
      (.s3, access.union(["awsendpoint"]), ["awsregion"]), (.s3, access.union(["awsendpoint", "awsregion"]), []),
      (.minio, access, []), (.oracle, [], ["awsaccesskeyid", "awssecretaccesskey"]), (.ceph, access, ["awsendpoint"]),
      (.ceph, access.union(["awsendpoint"]), []), (.azure, ["azurestoragekey"], ["azurestorageaccount"]),
      (.gcp, [], ["gcp"]), (.gcp, ["gcp"], []), (.file, [], []),
    ] as [(Provider, Set<String>, [String])])
  func missing(provider: Provider, present: Set<String>, keys: [String]) {
    #expect(provider.missingKeys(in: present).map(\.key.name) == keys)
  }

  @Test("a key that is spelt another way is pointed out")
  func lookalike() {
    let missing = Provider.s3.missingKeys(in: ["AWS_ACCESS_KEY_ID", "awssecretaccesskey"])
    #expect(missing.map(\.lookalike) == ["AWS_ACCESS_KEY_ID"])
    #expect(
      missing.first?.message == "needs the key awsaccesskeyid for s3 (did you mean it by \"AWS_ACCESS_KEY_ID\"?)")
  }

  @Test(
    "the provider that was meant is found",
    arguments: [
      ("gs", .gcp), ("S3", .s3), ("GCS", .gcp), ("wasbs", .azure), ("azur", .azure), ("http", nil), ("", nil),
    ]
      as [(String, Provider?)])
  func meant(word: String, provider: Provider?) {
    #expect(Provider.meant(by: word) == provider)
  }
}
