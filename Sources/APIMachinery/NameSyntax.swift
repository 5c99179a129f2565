// SPDX-License-Identifier: Apache-2.0

/// What names may look like, with the complaints of the API server (k8s.io/apimachinery, `util/validation`).
enum NameSyntax {
  private static let labelWords = """
    a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an \
    alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
    """
  private static let subdomainWords = """
    a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end \
    with an alphanumeric character (e.g. 'example.com', regex used for validation is \
    '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
    """
  private static let nameWords = """
    must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. \
    'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
    """
  private static let valueWords = """
    a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end \
    with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is \
    '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
    """
  private static let keyWords = """
    a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or \
    'key-name', regex used for validation is '[-._a-zA-Z0-9]+')
    """

  /// Of a namespace.
  static func labelProblems(_ text: String) -> [String] {
    tooLong(text, 63) + (isLabel(text[...]) ? [] : [labelWords])
  }

  /// Of any other object.
  static func subdomainProblems(_ text: String) -> [String] {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return tooLong(text, 253) + (parts.allSatisfy(isLabel) ? [] : [subdomainWords])
  }

  /// Of a label, an annotation or a finalizer: `example.com/name` or `name`.
  static func qualifiedNameProblems(_ text: String) -> [String] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let name = parts.last else {
      return ["a qualified name \(nameWords) with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"]
    }
    var problems: [String] = []
    if parts.count == 2 {
      problems =
        parts[0].isEmpty
        ? ["prefix part must be non-empty"] : subdomainProblems(parts[0]).map { "prefix part \($0)" }
    }
    if name.isEmpty { problems.append("name part must be non-empty") }
    problems += tooLong(name, 63).map { "name part \($0)" }
    return isName(name) ? problems : problems + ["name part \(nameWords)"]
  }

  static func labelValueProblems(_ text: String) -> [String] {
    tooLong(text, 63) + (text.isEmpty || isName(text) ? [] : [valueWords])
  }

  /// Of the data of a Secret or a ConfigMap.
  static func dataKeyProblems(_ text: String) -> [String] {
    var problems = tooLong(text, 253)
    if text.isEmpty || !text.utf8.allSatisfy(isNameByte) { problems.append(keyWords) }
    switch text {
    case ".", "..": problems.append("must not be '\(text)'")
    case _ where text.hasPrefix(".."): problems.append("must not start with '..'")
    default: break
    }
    return problems
  }

  private static func tooLong(_ text: String, _ most: Int) -> [String] {
    text.utf8.count > most ? ["must be no more than \(most) characters"] : []
  }

  private static func isLabel(_ text: Substring) -> Bool {
    let dash = UInt8(ascii: "-")
    return !text.isEmpty && text.utf8.first != dash && text.utf8.last != dash
      && text.utf8.allSatisfy { $0 == dash || isDigit($0) || isLower($0) }
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last) && text.utf8.allSatisfy(isNameByte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "-_.".utf8.contains(byte) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLower(byte) || isLower(byte | 0x20) && byte < 0x80
  }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
