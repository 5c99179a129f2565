// SPDX-License-Identifier: Apache-2.0

/// A question to the API server: may this user do this? (`authorization.k8s.io/v1`, SubjectAccessReview.)
package struct AccessReview: Sendable, Hashable {
  /// Whom it is about.
  package var subject: Author
  /// `get`, `list`, `create` and so on.
  package var verb: String
  package var resource: KubeResource
  /// Of the object in question. An empty name asks for all objects, an empty namespace for all namespaces.
  package var key: ObjectKey

  package init(subject: Author, verb: String, resource: KubeResource, key: ObjectKey) {
    self.subject = subject
    self.verb = verb
    self.resource = resource
    self.key = key
  }
}

extension AccessReview {
  package static let resource = KubeResource(
    group: "authorization.k8s.io", version: "v1", plural: "subjectaccessreviews", kind: "SubjectAccessReview")

  /// The object to create; the answer is in its status.
  package var object: JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("apiVersion", AccessReview.resource.apiVersion)
        object.member("kind", AccessReview.resource.kind)
        object.name("spec")
        object.object(encodeSpec)
      }
    }
  }

  private func encodeSpec(_ spec: inout JSONWriter) {
    spec.member("user", subject.username)
    spec.member("uid", subject.uid)
    spec.name("groups")
    spec.array { array in
      for group in subject.groups { array.string(group) }
    }
    spec.name("extra")
    spec.object(encodeExtra)
    spec.name("resourceAttributes")
    spec.object(encodeAttributes)
  }

  private func encodeExtra(_ extra: inout JSONWriter) {
    for (name, values) in subject.extra.sorted(by: { $0.key < $1.key }) {
      extra.name(name)
      extra.array { array in
        for value in values { array.string(value) }
      }
    }
  }

  private func encodeAttributes(_ attributes: inout JSONWriter) {
    attributes.member("verb", verb)
    attributes.member("group", resource.group)
    attributes.member("version", resource.version)
    attributes.member("resource", resource.plural)
    attributes.member("namespace", key.namespace)
    attributes.member("name", key.name)
  }
}
