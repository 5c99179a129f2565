// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where things are: the files of this repository, and the program beside the tests that were built with it.
enum Repository {
  static let root: String = {
    let this = URL(filePath: #filePath)
    return this.deletingLastPathComponent().appending(path: "../../..").standardizedFileURL.path
  }()

  static let tests = "\(root)/Tests/EndToEndTests"
  static let controlPlane = "\(root)/scripts/control-plane"

  /// The `cassette` that was built together with these tests.
  static func program() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(filePath: own).deletingLastPathComponent().appending(path: "cassette").path
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw Failure("there is no \(program); swift build --build-tests makes it")
    }
    return program
  }
}
