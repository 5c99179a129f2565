// SPDX-License-Identifier: Apache-2.0
import KubeModel

extension KubeObject {
  /// Name, namespace and spec in a document of their own. What a wrong spec keeps of itself to be quoted keeps its whole
  /// document; managed fields and annotations are three quarters of most.
  var essentials: KubeObject {
    KubeObject(
      JSONValue { object in
        object.object { object in
          object.name("metadata")
          object.object { metadata in
            if let name { metadata.member("name", name) }
            if let namespace { metadata.member("namespace", namespace) }
          }
          if let spec { object.member("spec", spec) }
        }
      })
  }
}
