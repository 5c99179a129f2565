// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// Asks whether somebody may read a Secret (authorization.k8s.io/v1, SubjectAccessReview).
struct AccessReview {
  static let resource = KubeResource(
    group: "authorization.k8s.io", version: "v1", plural: "subjectaccessreviews", kind: "SubjectAccessReview")

  private let question: AccessQuestion

  init(_ question: AccessQuestion) {
    self.question = question
  }

  var object: JSONValue {
    JSONValue { review in
      review.object { review in
        review.member("apiVersion", AccessReview.resource.apiVersion)
        review.member("kind", AccessReview.resource.kind)
        review.name("spec")
        review.object { encodeSpec(into: &$0) }
      }
    }
  }

  private func encodeSpec(into spec: inout JSONWriter) {
    spec.member("user", question.author.username)
    spec.member("uid", question.author.uid)
    spec.name("groups")
    spec.array { groups in
      for group in question.author.groups { groups.string(group) }
    }
    spec.name("extra")
    spec.object { extra in
      for (name, values) in question.author.extra {
        extra.name(name)
        extra.array { array in
          for value in values { array.string(value) }
        }
      }
    }
    spec.name("resourceAttributes")
    spec.object { attributes in
      attributes.member("verb", "get")
      attributes.member("version", "v1")
      attributes.member("resource", "secrets")
      attributes.member("namespace", question.secret.namespace)
      attributes.member("name", question.secret.name)
    }
  }

  /// No answer to the question is a no.
  static func isAllowed(_ review: KubeObject) -> Bool {
    review.status?["allowed"]?.bool ?? false
  }
}
