// SPDX-License-Identifier: Apache-2.0
internal import KubeModel

/// Which objects a list is of, as far as a model of an API server understands it: `a=b,c=d`, all of which must hold.
struct ModelSelector {
  private var values: [String: String] = [:]

  /// Selects everything.
  init() {}

  init(parsing text: String) throws(ModelRefusal) {
    for requirement in text.split(separator: ",") {
      let sides = requirement.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[0].isEmpty else {
        throw ModelRefusal(.badRequest, "the model knows no selector like \(requirement)")
      }
      values[sides[0]] = sides[1]
    }
  }

  func selects(_ object: KubeObject) -> Bool {
    values.allSatisfy { object.label($0) == $1 }
  }
}
