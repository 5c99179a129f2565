// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Why a text is not a list of entities: every item that is wrong.
package struct EntitiesError: InvalidValue {
  /// Of the items that are wrong this many are kept; a megabyte of them would help nobody.
  package static let reported = 20

  /// In the order written, at most `reported` and one more for the list as a whole.
  package let problems: [EntityProblem]
  /// How many there are.
  package let total: Int

  /// All that are kept, in one line.
  package var message: String {
    let text = problems.map(\.message).joined(separator: "; ")
    return total > problems.count ? "\(text); and \(total - problems.count) more" : text
  }
}
