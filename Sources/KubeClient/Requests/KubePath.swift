// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// The paths of the API server, percent-encoded.
package enum KubePath {
  /// - Parameter namespace: nil for all, and for cluster-scoped kinds.
  package static func collection(_ resource: KubeResource, in namespace: String?) -> String {
    let root = resource.group.isEmpty ? "/api/\(resource.version)" : "/apis/\(resource.apiVersion)"
    return root + (namespace.map { "/namespaces/\(encoded($0))" } ?? "") + "/\(resource.plural)"
  }

  static func object(_ resource: KubeResource, _ key: ObjectKey) -> String {
    "\(collection(resource, in: key.namespace.isEmpty ? nil : key.namespace))/\(encoded(key.name))"
  }

  /// Whether an object or a namespace can be called so (apimachinery, `IsValidPathSegmentName`, and the longest name of
  /// any kind). What cannot would lead to another path, or to the collection instead of an object.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253 && text != "." && text != ".." && !text.utf8.contains(UInt8(ascii: "/"))
      && !text.utf8.contains(UInt8(ascii: "%"))
  }

  /// All but the unreserved characters (RFC 3986, section 2.3), in a path and in a query.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
