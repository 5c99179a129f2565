// SPDX-License-Identifier: Apache-2.0

/// Which kubeconfig files count.
package struct KubeconfigPaths: Sendable, Equatable {
  /// In the order of precedence.
  let paths: [String]
  /// A file that somebody named must exist; of a list, or at the usual place, what is missing does not count.
  let mustExist: Bool

  /// - Parameters:
  ///   - file: the one that the user named; nothing else counts then.
  ///   - environment: `KUBECONFIG` is a list with colons between; without it, the usual place is below `HOME`.
  package init(file: String?, environment: [String: String]) {
    mustExist = file != nil
    if let file {
      paths = [file]
    } else if let list = environment["KUBECONFIG"], !list.isEmpty {
      paths = list.split(separator: ":").map(String.init)
    } else {
      paths = environment["HOME"].map { ["\($0)/.kube/config"] } ?? []
    }
  }
}
