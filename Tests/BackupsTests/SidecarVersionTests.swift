// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Versions of the sidecar")
struct SidecarVersionTests {
  @Test(
    "three numbers are a version, with a v before them or a word behind",
    arguments: [
      ("1.1.3", "1.1.3"), ("v2.0.4", "2.0.4"), ("2.0.0-alpha1", "2.0.0"), ("3.0.0+build.7", "3.0.0"),
      ("0.0.0", "0.0.0"), ("01.1.3", "1.1.3"),
    ])
  func read(text: String, version: String) {
    #expect(SidecarVersion(text)?.description == version)
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "latest", "1.1", "1.1.3.4", "1..3", "1.1.", "-1.1.3", "1.+1.3", "1.-1.3", "vv1.1.3", " 1.1.3", "1.1.x",
      "1.1.٣", "1.1.99999999999999999999", "v", "1.1.3 ",
    ])
  func unread(text: String) {
    #expect(SidecarVersion(text) == nil)
  }

  @Test(
    "the tag of an image tells the version, whatever stands around it",
    arguments: [
      ("ghcr.io/cscetbon/instaclustr-icarus:1.1.3", "1.1.3"), ("icarus:2.0.4", "2.0.4"),
      ("registry:5000/a/icarus:3.0.0", "3.0.0"), ("registry:5000/icarus:2.0.0@sha256:0123456789abcdef", "2.0.0"),
      ("icarus:v1.1.0-jre17", "1.1.0"),
      ("icarus", nil), ("", nil), (":", nil), ("/", nil), ("icarus:latest", nil), ("registry:5000/icarus", nil),
      ("1.1.3:5000/icarus", nil), ("icarus@sha256:1.1.3", nil), ("icarus:1.1.3/x", nil),
    ] as [(String, String?)])
  func image(reference: String, version: String?) {
    #expect(SidecarVersion(imageReference: reference)?.description == version)
  }

  @Test("versions are in the order of their numbers")
  func order() {
    let versions = ["1.0.9", "1.0.10", "1.1.3", "2.0.0", "2.0.1", "2.0.2", "3.0.0"].compactMap { SidecarVersion($0) }
    #expect(versions.count == 7)
    #expect(versions == versions.shuffled().sorted())
    #expect(SidecarVersion.usual == versions[2])
  }

  @Test(
    "each ability begins or ends with a version",
    arguments: [
      ("1.1.3", false, false, true), ("1.99.99", false, false, true), ("2.0.0", true, false, true),
      ("2.0.1", true, false, true), ("2.0.2", true, true, true), ("2.9.0", true, true, true),
      ("3.0.0", true, true, false), ("10.0.0", true, true, false),
    ])
  func abilities(text: String, directories: Bool, duration: Bool, before3: Bool) throws {
    let version = try #require(SidecarVersion(text))
    #expect(version.takesDataDirectories == directories)
    #expect(version.takesDuration == duration)
    #expect(version.takesKubernetesSecrets == before3)
    #expect(version.takesEveryProvider == before3)
  }
}
