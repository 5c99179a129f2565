// SPDX-License-Identifier: Apache-2.0
import Documents
import Policy

/// A finding and where in the files it is.
struct LintFinding: Sendable, Equatable {
  var file: String
  var position: SourcePosition
  var object: LintedObject
  var finding: Finding
}
