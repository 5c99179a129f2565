// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel

/// What the controllers of a cluster write into the status of a definition: here its resources are served at once.
enum DefinitionStatus {
  /// - Parameter now: nil to keep the times that are there.
  static func established(_ object: JSONValue, now: Instant?) -> JSONValue {
    let before = object["status"]?["conditions"]?.elements.first { _ in true }?["lastTransitionTime"]?.string
    let time = now?.kubernetesTime ?? before ?? ""
    return JSONValue { writer in
      writer.object { status in
        status.name("conditions")
        status.array { array in
          for (type, reason) in [("NamesAccepted", "NoConflicts"), ("Established", "InitialNamesAccepted")] {
            condition(type, reason, time, into: &array)
          }
        }
        status.member("acceptedNames", object["spec"]?["names"] ?? .emptyObject)
        status.name("storedVersions")
        status.array { array in
          for version in object["spec"]?["versions"]?.elements.map(\.self) ?? [] where version["storage"]?.bool == true
          {
            array.string(version["name"]?.string ?? "")
          }
        }
      }
    }
  }

  private static func condition(_ type: String, _ reason: String, _ time: String, into array: inout JSONWriter) {
    array.object { condition in
      condition.member("type", type)
      condition.member("status", "True")
      condition.member("lastTransitionTime", time)
      condition.member("reason", reason)
      condition.member("message", "served by the embedded API server")
    }
  }
}
