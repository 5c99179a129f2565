// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

enum Gzip {
  static func pack(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try folder.write("file", bytes)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9", folder.file("file")]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "this test needs gzip")
    return Array(try Data(contentsOf: URL(filePath: folder.file("file.gz"))))
  }
}
