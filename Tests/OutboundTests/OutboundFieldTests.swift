// SPDX-License-Identifier: Apache-2.0
import Outbound
import Testing

@Suite("Header fields")
struct OutboundFieldTests {
  @Test("a field is found whatever the case of its name, and the first of several counts")
  func lookUp() {
    let fields = [OutboundField("Retry-After", "1"), OutboundField("retry-after", "2")]
    #expect(fields["RETRY-AFTER"] == "1")
    #expect(fields["Retry"] == nil)
  }
}
