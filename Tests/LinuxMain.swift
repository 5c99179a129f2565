// SPDX-License-Identifier: Apache-2.0
import Testing

/// Where the tests start. Without this file SwiftPM looks for tests of XCTest, for which it has everything indexed while
/// it is compiled: a fifth of a build's time.
@main
enum TestRunner {
  static func main() async {
    // `swift test` without flags also asks for tests of XCTest, and there are none.
    guard CommandLine.arguments.contains("swift-testing") else { return }
    await Testing.__swiftPMEntryPoint() as Never
  }
}
