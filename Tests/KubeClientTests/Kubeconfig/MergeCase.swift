// SPDX-License-Identifier: Apache-2.0
import Testing

/// Kubeconfig files and what kubectl makes of them.
struct MergeCase: Sendable, CustomTestStringConvertible {
  var name: String
  /// The value of KUBECONFIG, of files below.
  var list: String
  /// `cluster NAME SERVER`, `user NAME TOKEN`, `context NAME CLUSTER/USER/NAMESPACE` and `current NAME`, in this order;
  /// nil if kubectl refuses the files.
  var merged: [String]?

  var testDescription: String { name }

  static let files = [
    "a": """
    apiVersion: v1
    kind: Config
    clusters:
    - {name: c, cluster: {server: "https://a", tls-server-name: from-a}}
    - {name: only-a, cluster: {server: "https://only-a"}}
    users:
    - {name: u, user: {token: a}}
    contexts:
    - {name: x, context: {cluster: c, user: u}}
    current-context: ""
    """,
    "b": """
    clusters:
    - {name: c, cluster: {server: "https://b", certificate-authority: ca.crt}}
    - {name: only-b, cluster: {server: "https://only-b"}}
    users:
    - {name: u, user: {token: b, username: b}}
    - {name: v, user: {token: v}}
    contexts:
    - {name: x, context: {cluster: only-b, user: v, namespace: from-b}}
    - {name: z, context: {cluster: only-b, user: v, namespace: from-b}}
    current-context: z
    """,
    "current": "current-context: x\n",
    "json": #"{"current-context":"j","clusters":[{"name":"c","cluster":{"server":"https://j"}}]}"#,
    "no-server": "clusters:\n- {name: c, cluster: {tls-server-name: n2}}\n",
    "empty": "",
    "comments": "# nothing\n---\n# here\n",
    "documents": "current-context: one\n---\ncurrent-context: two\n",
    "twice": "current-context: one\ncurrent-context: two\n",
    "unnamed": "clusters:\n- cluster: {server: https://unnamed}\nusers:\n- null\n- name: u\n",
    "capitals": "Current-Context: X\nunknown: [1]\nclusters: null\n",
    "duplicates": "clusters:\n- {name: c, cluster: {server: https://1}}\n- {name: c, cluster: {server: https://2}}\n",
    "kind": "apiVersion: v1\nkind: Pod\n",
    "version": "apiVersion: v2\nkind: Config\n",
    "broken": "a: [\n",
    "list": "- a\n",
    "number": "current-context: 7\n",
  ]

  private static let a = [
    "cluster c https://a", "cluster only-a https://only-a", "user u a", "context x c/u/", "current ",
  ]

  static let cases = [
    MergeCase(name: "one file", list: "a", merged: a),
    MergeCase(
      name: "the first entry of a name counts, whole", list: "a:b",
      merged: [
        "cluster c https://a", "cluster only-a https://only-a", "cluster only-b https://only-b", "user u a", "user v v",
        "context x c/u/", "context z only-b/v/from-b", "current z",
      ]),
    MergeCase(
      name: "the other way round", list: "b:a",
      merged: [
        "cluster c https://b", "cluster only-a https://only-a", "cluster only-b https://only-b", "user u b", "user v v",
        "context x only-b/v/from-b", "context z only-b/v/from-b", "current z",
      ]),
    MergeCase(
      name: "the first current context that is set counts", list: "a:current:b",
      merged: [
        "cluster c https://a", "cluster only-a https://only-a", "cluster only-b https://only-b", "user u a", "user v v",
        "context x c/u/", "context z only-b/v/from-b", "current x",
      ]),
    MergeCase(
      name: "an entry is not filled up from a later one", list: "no-server:json", merged: ["cluster c ", "current j"]),
    MergeCase(name: "missing files and empty names are skipped", list: ":missing:a::a:missing/too:", merged: a),
    MergeCase(name: "JSON", list: "json", merged: ["cluster c https://j", "current j"]),
    MergeCase(name: "an empty file adds nothing", list: "empty:comments:a", merged: a),
    MergeCase(name: "the first document of a file counts", list: "documents", merged: ["current one"]),
    MergeCase(name: "of a member that is written twice the last counts", list: "twice", merged: ["current two"]),
    MergeCase(
      name: "entries may go without a name, or without all", list: "unnamed",
      merged: ["cluster  https://unnamed", "user  ", "user u ", "current "]),
    MergeCase(name: "members are spelt exactly, unknown ones do not count", list: "capitals", merged: ["current "]),
    MergeCase(name: "two entries of one name in a file", list: "duplicates", merged: nil),
    MergeCase(name: "another kind", list: "kind", merged: nil),
    MergeCase(name: "another version", list: "version", merged: nil),
    MergeCase(name: "a broken file behind a good one", list: "a:broken", merged: nil),
    MergeCase(name: "a file that is a list", list: "list", merged: nil),
    MergeCase(name: "a number for a name", list: "number", merged: nil),
  ]
}
