// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// What one node reports about the latest operation, in `status.nodes`.
struct NodeStatus: Sendable, Equatable {
  var pod: String
  /// The sidecar's word; nil where no operation of the node is known.
  var state: String?
  /// `42%`.
  var progress: String?
  var message: String?
}

extension NodeStatus {
  init(_ json: JSONValue) {
    self.init(
      pod: json.text("pod") ?? "", state: json.text("state"), progress: json.text("progress"),
      message: json.text("message"))
  }

  var json: JSONValue {
    JSONValue { writer in
      writer.object { node in
        node.member("pod", pod)
        node.text("state", state)
        node.text("progress", progress)
        node.text("message", message)
      }
    }
  }
}
