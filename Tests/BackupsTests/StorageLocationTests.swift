// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Backups

@Suite("Storage locations")
struct StorageLocationTests {
  static let path = StorageLocation.NodePath(cluster: "c", datacenter: "d", node: "n")

  @Test(
    "a location is read in each of its three forms and prints itself back",
    arguments: [
      ("s3://b", "s3://b", .s3, "b", .bucket), ("s3://b/", "s3://b", .s3, "b", .bucket),
      ("gcp://b", "gcp://b", .gcp, "b", .bucket), ("azure://b", "azure://b", .azure, "b", .bucket),
      ("oracle://b", "oracle://b", .oracle, "b", .bucket), ("minio://b", "minio://b", .minio, "b", .bucket),
      ("ceph://b", "ceph://b", .ceph, "b", .bucket),
      ("s3://b/c/d/n", "s3://b/c/d/n", .s3, "b", .node(path)),
      ("s3://b/c/d/n/", "s3://b/c/d/n", .s3, "b", .node(path)),
      ("file:///a/b/c/d/n", "file:///a/b/c/d/n", .file, "b", .file(directory: "/a", path)),
      ("file:///var/my backups/b/c/d/n", "file:///var/my backups/b/c/d/n", .file, "b", nil),
    ] as [(String, String, Provider, String, StorageLocation.Form?)])
  func forms(text: String, printed: String, provider: Provider, bucket: String, form: StorageLocation.Form?) throws {
    let location = try StorageLocation(parsing: text)
    #expect(location.provider == provider)
    #expect(location.bucket == bucket)
    if let form { #expect(location.form == form) }
    #expect(location.description == printed)
    #expect(try StorageLocation(parsing: printed) == location)
  }

  @Test(
    "a location that cannot work is refused with the reason",
    arguments: [
      ("", .empty), ("b", .noProvider), ("s3:b", .noProvider), ("s3:/b", .noProvider), ("/", .noProvider),
      ("s3://", .noBucket(.s3)), ("s3:///", .noBucket(.s3)), ("s3://b//", .emptyPart), ("s3:///b", .noBucket(.s3)),
      ("gs://b", .unknownProvider("gs", meant: .gcp)), ("S3://b", .unknownProvider("S3", meant: .s3)),
      ("s3a://b", .unknownProvider("s3a", meant: .s3)), ("mino://b", .unknownProvider("mino", meant: .minio)),
      (" s3://b", .unknownProvider(" s3", meant: .s3)), ("://b", .unknownProvider("", meant: nil)),
      ("https://b", .unknownProvider("https", meant: nil)), ("s3://b://c", .unknownProvider("s3://b", meant: nil)),
      ("s3://b/p", .prefixPath(.s3, bucket: "b")), ("s3://b/a/b", .prefixPath(.s3, bucket: "b")),
      ("s3://b/p1/c/d/n", .prefixPath(.s3, bucket: "b")), ("s3://b//d/n", .emptyPart),
      ("s3://b /c/d/n", .invisible(" ", in: "b ")), ("s3://b\n", .invisible("\n", in: "b\n")),
      ("file:///x", .fileParts(found: 1)), ("file:///a/b/c/d", .fileParts(found: 4)),
      ("file://a/b/c/d", .relativeDirectory), ("file://a/b/c/d/e", .relativeDirectory),
      ("file:///a/b/c//e", .emptyPart), ("file:////b/c/d/e", .emptyPart), ("file://", .fileParts(found: 0)),
      ("s3://" + String(repeating: "/", count: 4_092), .tooLong(4_097)),
    ] as [(String, StorageLocationError)])
  func refused(text: String, error: StorageLocationError) {
    #expect(throws: error) { try StorageLocation(parsing: text) }
  }

  @Test(
    "locations whose backups land in the same folder have the same place",
    arguments: [
      ("s3://b", "s3://b/", true), ("s3://b", "s3://b/c/d/n", true), ("s3://b/c/d/n", "s3://b/x/y/z", true),
      ("s3://b", "s3://B", false), ("s3://b", "gcp://b", false),
      ("file:///a/b/c/d/n", "file:///a/b/x/y/z", true), ("file:///a/b/c/d/n", "file:///z/b/c/d/n", false),
    ])
  func place(one: String, other: String, same: Bool) throws {
    let (one, other) = (try StorageLocation(parsing: one), try StorageLocation(parsing: other))
    #expect((one.place == other.place) == same)
  }

  @Test("an unknown provider is answered with the one that was meant, or with all there are")
  func messages() {
    #expect(
      StorageLocationError.unknownProvider("gs", meant: .gcp).message == "unknown provider \"gs\", did you mean gcp?")
    #expect(
      StorageLocationError.unknownProvider("ftp", meant: nil).message
        == "unknown provider \"ftp\": must be one of s3, azure, gcp, file, oracle, minio, ceph")
  }

  @Test("what is quoted in a message cannot disturb a terminal and is cut")
  func quoted() {
    #expect("a\u{1b}[31m\n\u{202e}".quoted == "\"a\\u{1b}[31m\\u{a}\\u{202e}\"")
    #expect(String(repeating: "x", count: 1_000_000).quoted.count < 70)
  }
}
