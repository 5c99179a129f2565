// SPDX-License-Identifier: Apache-2.0
import Documents
private import FoundationEssentials
private import Glibc
import ManifestFacts

/// A folder that certificates are written to, each file once.
struct CertificateDirectory {
  private static let files = ["ca.crt", "ca.key", "tls.crt", "tls.key"]

  private let path: String

  /// Makes the folder if it is missing, and refuses one that already has any of the files: a half replaced set of
  /// certificates is worse than an old one.
  init(path: String) throws(FileError) {
    self.path = path
    for file in CertificateDirectory.files where FileManager.default.fileExists(atPath: "\(path)/\(file)") {
      throw FileError(path: "\(path)/\(file)", reason: "exists; remove it, or choose another folder")
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(path: path, reason: "the folder cannot be made")
    }
  }

  func write(_ name: String, _ bytes: [UInt8], readableByAll: Bool) throws(FileError) {
    try Self.write("\(path)/\(name)", bytes, readableByAll: readableByAll)
  }

  /// The file, which must not exist, has its permissions from its first moment on.
  static func write(_ file: String, _ bytes: [UInt8], readableByAll: Bool) throws(FileError) {
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readableByAll ? 0o644 : 0o600)
    guard descriptor >= 0 else { throw FileError(path: file, errno: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw FileError(path: file, errno: errno) }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
