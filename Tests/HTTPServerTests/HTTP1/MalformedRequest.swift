// SPDX-License-Identifier: Apache-2.0
import Testing

/// A request that is refused, with the status and the reason why.
struct MalformedRequest: Sendable, CustomTestStringConvertible {
  var why: String
  var status: Int
  var bytes: [UInt8]

  init(_ why: String, _ status: Int, _ text: String) {
    self.init(why, status, bytes: Array(text.utf8))
  }

  init(_ why: String, _ status: Int, bytes: [UInt8]) {
    self.why = why
    self.status = status
    self.bytes = bytes
  }

  /// The request line and Host, then the lines in question.
  init(_ why: String, _ status: Int, fields: String) {
    self.init(why, status, "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n")
  }

  /// A chunked body.
  init(_ why: String, _ status: Int, chunks: String) {
    self.init(why, status, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
  }

  var testDescription: String { "\(why): \(status)" }

  static let all = requestLines + targets + hosts + fields + lengths + codings + chunks + expectations

  static let requestLines = [
    MalformedRequest("a request line of one word", 400, "GET\r\n\r\n"),
    MalformedRequest("a request line without a version, as in HTTP/0.9", 400, "GET /\r\n\r\n"),
    MalformedRequest(
      "an empty request line after the one that is skipped", 400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a blank before the method", 400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("two blanks after the method", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("two blanks before the version", 400, "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a blank after the version", 400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
    MalformedRequest("a tab for a blank", 400, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a method that is no token", 400, "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a control byte in the method", 400, "GE\u{1}T / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("bytes of TLS on a plain port", 400, bytes: [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3, 13, 10, 13, 10]),
    MalformedRequest("a bare line feed ends the request line", 400, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
    MalformedRequest("a bare line feed comes first", 400, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a bare carriage return in the request line", 400, "GET /\rHTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a bare carriage return comes first", 400, "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("two carriage returns end the request line", 400, "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n"),
    MalformedRequest("a version in lower case", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a version without a point", 400, "GET / HTTP/11\r\nHost: a\r\n\r\n"),
    MalformedRequest("a version of two digits", 400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
    MalformedRequest("a version with a letter", 400, "GET / HTTP/1.x\r\nHost: a\r\n\r\n"),
    MalformedRequest("another protocol", 400, "GET / ICAP/1.0\r\nHost: a\r\n\r\n"),
    MalformedRequest("a fourth word", 400, "GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("version 2.0, as in the preface of HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    MalformedRequest("version 1.2", 505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
    MalformedRequest("version 0.9", 505, "GET / HTTP/0.9\r\n\r\n"),
    MalformedRequest("version 3.0", 505, "GET / HTTP/3.0\r\nHost: a\r\n\r\n"),
  ]

  static let targets = [
    MalformedRequest("a target without a slash", 400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("an asterisk for GET", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("an asterisk and more", 400, "OPTIONS *a HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a fragment", 400, "GET /#top HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a byte beyond ASCII in the target", 400, "GET /ü HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a NUL in the target", 400, "GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a DEL in the target", 400, "GET /\u{7f} HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a quotation mark in the target", 400, "GET /\"a HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("another scheme", 400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a scheme without a host", 400, "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a scheme and nothing else", 400, "GET http: HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("user information in the target", 400, "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a tunnel", 501, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
  ]

  static let hosts = [
    MalformedRequest("no Host in HTTP/1.1", 400, "GET / HTTP/1.1\r\n\r\n"),
    MalformedRequest("two Hosts", 400, fields: "Host: b"),
    MalformedRequest("two equal Hosts", 400, fields: "hOST: a"),
    MalformedRequest("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
    MalformedRequest("a list of hosts", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
    MalformedRequest("a path in Host", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    MalformedRequest("user information in Host", 400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
    MalformedRequest("an absolute target does not replace Host", 400, "GET http://a/ HTTP/1.1\r\n\r\n"),
  ]

  static let fields = [
    MalformedRequest("a blank before the colon", 400, fields: "X : a"),
    MalformedRequest("a tab before the colon", 400, fields: "X\t: a"),
    MalformedRequest("a blank within a name", 400, fields: "X Y: a"),
    MalformedRequest("an empty name", 400, fields: ": a"),
    MalformedRequest("a line without a colon", 400, fields: "X"),
    MalformedRequest("a name that is no token", 400, fields: "X(Y): a"),
    MalformedRequest("a name beyond ASCII", 400, fields: "Ü: a"),
    MalformedRequest("a NUL in a name", 400, fields: "X\u{0}: a"),
    MalformedRequest("a folded value", 400, fields: "X: a\r\n b"),
    MalformedRequest("a value folded by a tab", 400, fields: "X: a\r\n\tb"),
    MalformedRequest("a first field that begins with a blank", 400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
    MalformedRequest("a NUL in a value", 400, fields: "X: a\u{0}b"),
    MalformedRequest("a bell in a value", 400, fields: "X: a\u{7}b"),
    MalformedRequest("a DEL in a value", 400, fields: "X: a\u{7f}b"),
    MalformedRequest("an escape at the end of a value", 400, fields: "X: a\u{1b}"),
    MalformedRequest("a bare carriage return in a value", 400, fields: "X: a\rY: b"),
    MalformedRequest("a carriage return too many", 400, fields: "X: a\r"),
    MalformedRequest("a bare carriage return for an empty line", 400, fields: "X: a\r\n\rY: b"),
    MalformedRequest("a bare line feed in a value", 400, fields: "X: a\nY: b"),
    MalformedRequest("a bare line feed for the empty line", 400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
    MalformedRequest(
      "Latin-1 in a value", 400, bytes: Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xfc, 13, 10, 13, 10]),
    MalformedRequest(
      "an overlong slash", 400, bytes: Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xc0, 0xaf, 13, 10, 13, 10]),
    MalformedRequest(
      "a surrogate", 400, bytes: Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xed, 0xa0, 0x80, 13, 10, 13, 10]),
  ]

  static let lengths = [
    MalformedRequest("a POST without a length", 411, "POST / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a PUT without a length", 411, "PUT / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a PATCH without a length", 411, "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n"),
    MalformedRequest("a POST of HTTP/1.0 without a length", 411, "POST / HTTP/1.0\r\n\r\n"),
    MalformedRequest("two lengths", 400, fields: "Content-Length: 1\r\nContent-Length: 2"),
    MalformedRequest("two equal lengths", 400, fields: "Content-Length: 1\r\nContent-Length: 1"),
    MalformedRequest("a list of equal lengths", 400, fields: "Content-Length: 1, 1"),
    MalformedRequest("an empty length", 400, fields: "Content-Length: "),
    MalformedRequest("a negative length", 400, fields: "Content-Length: -1"),
    MalformedRequest("a length with a plus", 400, fields: "Content-Length: +1"),
    MalformedRequest("a hexadecimal length", 400, fields: "Content-Length: 0x1"),
    MalformedRequest("a fraction for a length", 400, fields: "Content-Length: 1.0"),
    MalformedRequest("an exponent in a length", 400, fields: "Content-Length: 1e1"),
    MalformedRequest("a blank within a length", 400, fields: "Content-Length: 1 1"),
    MalformedRequest("a length of 2^63", 400, fields: "Content-Length: 9223372036854775808"),
    MalformedRequest("a length of 2^64", 400, fields: "Content-Length: 18446744073709551616"),
    MalformedRequest("a length in Arabic digits", 400, fields: "Content-Length: ١"),
    MalformedRequest("the largest length there is", 413, fields: "Content-Length: 9223372036854775807"),
  ]

  static let codings = [
    MalformedRequest("both lengths, the coding last", 400, fields: "Content-Length: 5\r\nTransfer-Encoding: chunked"),
    MalformedRequest("both lengths, the coding first", 400, fields: "Transfer-Encoding: chunked\r\nContent-Length: 5"),
    MalformedRequest("an unknown coding under chunked", 501, fields: "Transfer-Encoding: gzip, chunked"),
    MalformedRequest(
      "an unknown coding in a field before", 501, fields: "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"),
    MalformedRequest("chunked under an unknown coding", 400, fields: "Transfer-Encoding: chunked, gzip"),
    MalformedRequest(
      "chunked and then identity", 400, fields: "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
    MalformedRequest("identity", 400, fields: "Transfer-Encoding: identity"),
    MalformedRequest("gzip alone", 400, fields: "Transfer-Encoding: gzip"),
    MalformedRequest("an empty coding", 400, fields: "Transfer-Encoding:"),
    MalformedRequest("chunked twice", 400, fields: "Transfer-Encoding: chunked, chunked"),
    MalformedRequest("chunked in two fields", 400, fields: "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
    MalformedRequest("a list that ends in a comma", 400, fields: "Transfer-Encoding: chunked,"),
    MalformedRequest("a list that begins with a comma", 400, fields: "Transfer-Encoding: ,chunked"),
    MalformedRequest("a coding that looks like chunked", 400, fields: "Transfer-Encoding: xchunked"),
    MalformedRequest("chunked in quotes", 400, fields: "Transfer-Encoding: \"chunked\""),
    MalformedRequest("chunked with a parameter", 400, fields: "Transfer-Encoding: chunked;q=1"),
    MalformedRequest("chunked after a vertical tab", 400, fields: "Transfer-Encoding: \u{b}chunked"),
    MalformedRequest("chunked with a blank before the colon", 400, fields: "Transfer-Encoding : chunked"),
    MalformedRequest("chunked on a folded line", 400, fields: "Transfer-Encoding:\r\n chunked"),
    MalformedRequest("a coding after a bare carriage return", 400, fields: "X: a\rTransfer-Encoding: chunked"),
    MalformedRequest("a coding after a bare line feed", 400, fields: "X: a\nTransfer-Encoding: chunked"),
    MalformedRequest(
      "a coding in HTTP/1.0", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
  ]

  static let chunks = [
    MalformedRequest("an empty chunk size", 400, chunks: "\r\n"),
    MalformedRequest("a size with a plus", 400, chunks: "+1\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a size with a minus", 400, chunks: "-1\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a size with 0x", 400, chunks: "0x1\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a blank before the size", 400, chunks: " 1\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a blank after the size", 400, chunks: "1 \r\na\r\n0\r\n\r\n"),
    MalformedRequest("a size of a letter beyond f", 400, chunks: "g\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a size of sixteen digits", 400, chunks: "0000000000000001\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a size beyond 64 bits", 400, chunks: "10000000000000001\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a size beyond the limit", 413, chunks: "fffffffffffffff\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a semicolon without a size", 400, chunks: ";a=b\r\n"),
    MalformedRequest("a bare line feed after the size", 400, chunks: "1\na\r\n0\r\n\r\n"),
    MalformedRequest("a bare carriage return after the size", 400, chunks: "1\ra\r\n0\r\n\r\n"),
    MalformedRequest("a bare line feed after an extension", 400, chunks: "1;a=b\na\r\n0\r\n\r\n"),
    MalformedRequest("a bare carriage return in an extension", 400, chunks: "1;a\rb\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a NUL in an extension", 400, chunks: "1;a\u{0}\r\na\r\n0\r\n\r\n"),
    MalformedRequest("a bare line feed after the data", 400, chunks: "1\r\na\n0\r\n\r\n"),
    MalformedRequest("nothing after the data", 400, chunks: "1\r\na0\r\n\r\n"),
    MalformedRequest("another byte for the carriage return after the data", 400, chunks: "1\r\naX\n0\r\n\r\n"),
    MalformedRequest("another byte for the line feed after the data", 400, chunks: "1\r\na\rX0\r\n\r\n"),
    MalformedRequest("another byte for the line feed after the size", 400, chunks: "1\rXa\r\n0\r\n\r\n"),
    MalformedRequest("another byte for the last line feed", 400, chunks: "0\r\n\rX"),
    MalformedRequest("a carriage return and no line feed after the data", 400, chunks: "1\r\na\r0\r\n\r\n"),
    MalformedRequest("data longer than its size", 400, chunks: "1\r\nab\r\n0\r\n\r\n"),
    MalformedRequest("a bare line feed for the last line", 400, chunks: "0\r\n\n"),
    MalformedRequest("a trailer without a colon", 400, chunks: "0\r\nX\r\n\r\n"),
    MalformedRequest("a trailer without a name", 400, chunks: "0\r\n: a\r\n\r\n"),
    MalformedRequest("a folded trailer", 400, chunks: "0\r\nX: a\r\n b\r\n\r\n"),
    MalformedRequest("a blank before the colon of a trailer", 400, chunks: "0\r\nX : a\r\n\r\n"),
    MalformedRequest("a bare line feed after a trailer", 400, chunks: "0\r\nX: a\n\r\n"),
    MalformedRequest("a bare carriage return in a trailer", 400, chunks: "0\r\nX: a\rb\r\n\r\n"),
    MalformedRequest("a request where a chunk should be", 400, chunks: "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"),
  ]

  static let expectations = [
    MalformedRequest("an unknown expectation", 417, fields: "Expect: 200-ok"),
    MalformedRequest("two expectations", 417, fields: "Expect: 100-continue, 200-ok"),
    MalformedRequest("two Expect fields", 417, fields: "Expect: 100-continue\r\nExpect: 100-continue"),
    MalformedRequest("an empty expectation", 417, fields: "Expect:"),
  ]
}
