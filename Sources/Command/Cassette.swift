// SPDX-License-Identifier: Apache-2.0

@main
struct Cassette {
  static func main() {}
}
