// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Where the tests start. Without this file SwiftPM looks for tests of XCTest, for which it has everything indexed while
/// it is compiled: a fifth of a build's time.
@main
enum TestRunner {
  static func main() async {
    guard CommandLine.arguments.contains("swift-testing") else {
      let advice = "all tests are of Swift Testing: swift test --disable-xctest --enable-swift-testing, or make test\n"
      FileHandle.standardError.write(Data(advice.utf8))
      exit(1)
    }
    await Testing.__swiftPMEntryPoint() as Never
  }
}
