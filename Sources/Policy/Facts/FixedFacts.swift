// SPDX-License-Identifier: Apache-2.0

/// The same facts for every review.
package struct FixedFacts: FactProvider {
  private let source: any FactSource

  package init(_ source: any FactSource) {
    self.source = source
  }

  package func facts() -> any FactSource { source }
}
