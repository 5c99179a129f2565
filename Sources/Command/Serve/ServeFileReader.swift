// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel

/// Reads the members of a configuration file; each error names file, line, column and member.
struct ServeFileReader {
  let document: SourceDocument

  func refuseUnknown(among known: [String]) throws(ConfigurationError) {
    guard document.value.kind == .object else { throw error(.root, "must be a map of flags to values") }
    if let note = document.notes.first { throw error(note.path, note.message, at: note.position) }
    for (name, _) in document.value.members where !known.contains(name) {
      let meant = Suggestion.nearest(to: name, among: known).map { ", did you mean \($0)?" }
      throw error(FieldPath(name), "unknown member" + (meant ?? "; known are \(known.joined(separator: ", "))"))
    }
  }

  func text(_ name: String) throws(ConfigurationError) -> String? {
    try read(name, "a string", \.string)
  }

  /// Without quotes, YAML reads `off` as false.
  func textOrOff(_ name: String) throws(ConfigurationError) -> String? {
    try read(name, "a string") { $0.bool == false ? "off" : $0.string }
  }

  func bool(_ name: String) throws(ConfigurationError) -> Bool? {
    try read(name, "true or false", \.bool)
  }

  func integer(_ name: String) throws(ConfigurationError) -> Int? {
    try read(name, "a whole number") { $0.integer.flatMap { Int(exactly: $0) } }
  }

  func word<Value>(
    _ name: String, _ parse: (String) -> Value?, _ expected: String
  ) throws(ConfigurationError) -> Value? {
    try read(name, expected) { $0.string.flatMap(parse) }
  }

  /// One, or a list.
  func texts(_ name: String) throws(ConfigurationError) -> [String] {
    try read(name, "a string or a list of strings") { value in
      if let text = value.string { return [text] }
      let texts = value.elements.compactMap(\.string)
      return value.kind == .array && texts.count == value.count ? texts : nil
    } ?? []
  }

  func rules(_ name: String) throws(ConfigurationError) -> [RuleSetting] {
    let list = try read(name, "a list of ID=VERDICT") { $0.kind == .array ? $0.elements.map(\.string) : nil } ?? []
    var settings: [RuleSetting] = []
    for (index, text) in list.enumerated() {
      do throws(RuleSettingError) {
        settings.append(try RuleSetting(parsing: text ?? ""))
      } catch {
        throw self.error(FieldPath(name).index(index), error.description)
      }
    }
    return settings
  }

  private func read<Value>(
    _ name: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws(ConfigurationError) -> Value? {
    guard let value = document.value[name], !value.isNull else { return nil }
    guard let converted = convert(value) else {
      throw error(
        FieldPath(name), "must be \(expected), found \(String(decoding: value.rawBytes.prefix(60), as: UTF8.self))")
    }
    return converted
  }

  private func error(_ path: FieldPath, _ message: String, at position: SourcePosition? = nil) -> ConfigurationError {
    let position = position ?? document.position(of: path)
    return ConfigurationError("--config: \(document.file):\(position): \(path): \(message)")
  }
}
