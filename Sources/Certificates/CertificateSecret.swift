// SPDX-License-Identifier: Apache-2.0
private import FoundationEssentials
package import KubeModel
private import TLS

/// The Secret that holds what replicas share. `tls.crt`, `tls.key` and `ca.crt` are what others call so, too; the rest is
/// ours alone.
package enum CertificateSecret {
  package static let resource = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")
  package static let rotateAnnotation = "db.orange.com/cassette-rotate"
  private static let replicasAnnotation = "db.orange.com/cassette-replicas"

  private enum Entry: String, CaseIterable {
    case leaf = "tls.crt"
    case leafKey = "tls.key"
    case authority = "ca.crt"
    case authorityKey = "ca.key"
    case next = "next-ca.crt"
    case nextKey = "next-ca.key"
    case previous = "previous-ca.crt"
  }

  /// What a Secret turned out to hold.
  package enum Content: Sendable {
    /// None of our entries: somebody has only made room for them.
    case empty
    case state(CertificateState)
    /// Something that must not be overwritten. The reason names no value.
    case unusable(String)
  }

  /// - Parameter known: what it held when it was read before. Replicas renew their records all the time, and certificates
  ///   that are still the same are not read again.
  package static func content(
    of secret: KubeObject, knowing known: (secret: KubeObject, content: Content)? = nil
  ) -> Content {
    if let known, case .state(var state) = known.content, known.secret.json["data"] == secret.json["data"] {
      addAnnotations(of: secret, to: &state)
      return .state(state)
    }
    let data = secret.json["data"]
    let filled = Entry.allCases.filter { !(data?[$0.rawValue]?.string ?? "").isEmpty }
    guard !filled.isEmpty else { return .empty }
    do throws(TLSError) {
      return .state(try state(of: secret))
    } catch {
      return .unusable("\(error)")
    }
  }

  private static func state(of secret: KubeObject) throws(TLSError) -> CertificateState {
    guard let authority = try authority(in: secret, .authority, .authorityKey) else { throw missing(.authority) }
    guard let leaf = try entry(.leaf, in: secret), let key = try entry(.leafKey, in: secret) else {
      throw missing(.leaf)
    }
    var state = CertificateState(
      authority: authority, next: try Self.authority(in: secret, .next, .nextKey),
      previous: try entry(.previous, in: secret).map { pem throws(TLSError) in try StoredCertificate.chain(pem: pem)[0]
      },
      leaf: ServingLeaf(chain: try StoredCertificate.chain(pem: leaf), key: key))
    addAnnotations(of: secret, to: &state)
    return state
  }

  private static func addAnnotations(of secret: KubeObject, to state: inout CertificateState) {
    state.replicas = ReplicaRecord.parse(secret.annotation(replicasAnnotation) ?? "")
    state.request = secret.annotation(rotateAnnotation).flatMap(RotationRequest.init)
  }

  private static func authority(
    in secret: KubeObject, _ certificate: Entry, _ key: Entry
  ) throws(TLSError) -> Authority? {
    guard let pem = try entry(certificate, in: secret) else { return nil }
    guard let key = try entry(key, in: secret) else { throw missing(key) }
    return Authority(certificate: try StoredCertificate.chain(pem: pem)[0], key: key)
  }

  private static func entry(_ entry: Entry, in secret: KubeObject) throws(TLSError) -> [UInt8]? {
    guard let text = secret.json["data"]?[entry.rawValue]?.string, !text.isEmpty else { return nil }
    guard let data = Data(base64Encoded: text) else {
      throw TLSError(operation: "read the entry \(entry.rawValue)", reasons: ["it is not base64"])
    }
    return Array(data)
  }

  private static func missing(_ entry: Entry) -> TLSError {
    TLSError(operation: "read the entry \(entry.rawValue)", reasons: ["it is missing"])
  }
}

// MARK: Writing

extension CertificateSecret {
  /// A new Secret.
  static func object(_ key: ObjectKey, _ state: CertificateState) -> JSONValue {
    JSONValue { writer in
      writer.object { secret in
        secret.member("apiVersion", resource.apiVersion)
        secret.member("kind", resource.kind)
        secret.member("type", "kubernetes.io/tls")
        secret.name("metadata")
        secret.object { metadata in
          metadata.member("namespace", key.namespace)
          metadata.member("name", key.name)
          metadata.name("labels")
          metadata.object { $0.member("app.kubernetes.io/name", "cassette") }
          metadata.member("annotations", annotations(state, beside: nil))
        }
        secret.member("data", data(state, beside: nil))
      }
    }
  }

  /// The same Secret, its version included, that holds this instead. What others have written into it stays.
  static func object(_ secret: KubeObject, holding state: CertificateState) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        for (name, value) in secret.json.members where !["metadata", "data"].contains(name) {
          object.member(name, value)
        }
        object.name("metadata")
        object.object { metadata in
          for (name, value) in secret.metadata?.members ?? [] where name != "annotations" {
            metadata.member(name, value)
          }
          metadata.member("annotations", annotations(state, beside: secret.metadata?["annotations"]))
        }
        object.member("data", data(state, beside: secret.json["data"]))
      }
    }
  }

  private static func annotations(_ state: CertificateState, beside old: JSONValue?) -> JSONValue {
    JSONValue { writer in
      writer.object { annotations in
        for (name, value) in old?.members ?? [] where ![rotateAnnotation, replicasAnnotation].contains(name) {
          annotations.member(name, value)
        }
        annotations.member(replicasAnnotation, ReplicaRecord.text(state.replicas))
        if let request = state.request { annotations.member(rotateAnnotation, request.rawValue) }
      }
    }
  }

  private static func data(_ state: CertificateState, beside old: JSONValue?) -> JSONValue {
    JSONValue { writer in
      writer.object { data in
        for (name, value) in old?.members ?? [] where Entry(rawValue: name) == nil { data.member(name, value) }
        for entry in Entry.allCases {
          guard let bytes = bytes(of: entry, state) else { continue }
          data.member(entry.rawValue, Data(bytes).base64EncodedString())
        }
      }
    }
  }

  private static func bytes(of entry: Entry, _ state: CertificateState) -> [UInt8]? {
    switch entry {
    case .leaf: state.leaf.chain.flatMap(\.pem)
    case .leafKey: state.leaf.key
    case .authority: state.authority.certificate.pem
    case .authorityKey: state.authority.key
    case .next: state.next?.certificate.pem
    case .nextKey: state.next?.key
    case .previous: state.previous?.pem
    }
  }
}
