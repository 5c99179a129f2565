// SPDX-License-Identifier: Apache-2.0
import Documents
import FoundationEssentials
import KubeModel

/// An object in a kubeconfig file: a cluster, a user, a context, or a part of one. Absent, null and empty are the same
/// in these files.
struct KubeconfigEntry: Sendable {
  private let document: SourceDocument
  private let path: FieldPath
  /// Nil if there is nothing where it should be.
  private let value: JSONValue?

  init(_ document: SourceDocument) {
    self.init(document, .root, document.value)
  }

  private init(_ document: SourceDocument, _ path: FieldPath, _ value: JSONValue?) {
    self.document = document
    self.path = path
    self.value = value
  }

  func json(_ member: String) -> JSONValue? {
    guard let value = value?[member], !value.isNull else { return nil }
    return value
  }

  func string(_ member: String) throws(ConfigurationError) -> String? {
    guard let value = json(member) else { return nil }
    guard let text = value.string else { throw error(member, "must be a text") }
    return text.isEmpty ? nil : text
  }

  func bool(_ member: String) throws(ConfigurationError) -> Bool {
    guard let value = json(member) else { return false }
    guard let bool = value.bool else { throw error(member, "must be true or false") }
    return bool
  }

  func entry(_ member: String) -> KubeconfigEntry {
    KubeconfigEntry(document, path.member(member), value?[member])
  }

  func entries(_ member: String) throws(ConfigurationError) -> [KubeconfigEntry] {
    guard let value = json(member) else { return [] }
    guard value.kind == .array else { throw error(member, "must be a list") }
    return value.elements.enumerated().map { index, element in
      KubeconfigEntry(document, path.member(member).index(index), element)
    }
  }

  func strings(_ member: String) throws(ConfigurationError) -> [String] {
    guard let value = json(member) else { return [] }
    let texts = value.elements.compactMap(\.string)
    guard value.kind == .array, texts.count == value.count else { throw error(member, "must be a list of texts") }
    return texts
  }

  /// The path of a file, relative ones being relative to the folder of the kubeconfig file.
  func file(_ member: String) throws(ConfigurationError) -> String? {
    guard let path = try string(member) else { return nil }
    return absolute(path)
  }

  /// A mere name is looked for along PATH; anything else is the path of a file.
  func program(_ member: String) throws(ConfigurationError) -> String? {
    guard let command = try string(member) else { return nil }
    return command.contains("/") ? absolute(command) : command
  }

  private func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = document.file.lastIndex(of: "/") else { return path }
    return "\(document.file[...slash])\(path)"
  }

  /// What is written inline under `NAME-data` in Base64; without it, the file that is named under `NAME`.
  func bytes(_ name: String) throws(ConfigurationError) -> [UInt8]? {
    if let text = try string("\(name)-data") {
      guard let data = Data(base64Encoded: text.filter { !$0.isNewline }) else {
        throw error("\(name)-data", "is not Base64")
      }
      return Array(data)
    }
    guard let path = try file(name) else { return nil }
    do {
      return try FileBytes.read(path, limit: ClusterConnection.largestCertificateFile)
    } catch {
      throw self.error(name, "\(error)")
    }
  }

  /// Says where the member is, or should be.
  func error(_ member: String, _ message: String) -> ConfigurationError {
    error(at: path.member(member), message)
  }

  func error(_ message: String) -> ConfigurationError { error(at: path, message) }

  private func error(at path: FieldPath, _ message: String) -> ConfigurationError {
    ConfigurationError("\(document.file):\(document.position(of: path)): \(path): \(message)")
  }
}
