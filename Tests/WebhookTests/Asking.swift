// SPDX-License-Identifier: Apache-2.0
import Backups
import Foundation
import HTTPServer
import KubeModel
import Logging
import Policy
import Posix
import Testing

@testable import Webhook

/// A review handler with everything handed in, and requests for it.
struct Asking {
  /// 2026-11-22T12:00:00Z
  static let now = Instant(seconds: 1_795_348_800)

  let metrics = ReviewMetrics()
  let handler: ReviewHandler

  init(
    facts: any FactSource = NoFacts(reason: "nobody knows"),
    rules: [RuleID: Enforcement.Setting] = ["schedule-preview": .off]
  ) {
    self.init(provider: FixedFacts(facts), rules: rules)
  }

  /// - Parameter clock: what deadlines are measured with.
  init(
    provider: any FactProvider, rules: [RuleID: Enforcement.Setting] = ["schedule-preview": .off],
    clock: @escaping @Sendable () -> MonotonicTime = { .now() },
    logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  ) {
    var enforcement = Enforcement()
    for (rule, setting) in rules { enforcement[rule] = setting }
    handler = ReviewHandler(
      judge: Judge(enforcement: enforcement), facts: provider, now: { Asking.now }, clock: clock, metrics: metrics,
      logger: logger)
  }

  static func request(
    _ body: [UInt8], _ target: String = "/validate", method: HTTPMethod = .post,
    contentType: String? = "application/json"
  ) -> HTTPRequest {
    var fields = HTTPFields()
    if let contentType { fields.append("content-type", contentType) }
    return HTTPRequest(method: method, target: target, fields: fields, body: body)
  }

  /// A review as the API server writes it; parts that are nil are left out.
  static func review(
    uid: String = "u-1", kind: String = #"{"group":"db.orange.com","version":"v2","kind":"CassandraBackup"}"#,
    operation: String? = "CREATE", subresource: String? = nil, name: String = "b", namespace: String = "ns",
    object: String? = nil, oldObject: String? = nil, userInfo: String? = nil
  ) -> [UInt8] {
    var parts = [#""uid":"\#(uid)""#, #""kind":\#(kind)"#, #""name":"\#(name)""#, #""namespace":"\#(namespace)""#]
    if let operation { parts.append(#""operation":"\#(operation)""#) }
    if let subresource { parts.append(#""subResource":"\#(subresource)""#) }
    if let object { parts.append(#""object":\#(object)"#) }
    if let oldObject { parts.append(#""oldObject":\#(oldObject)"#) }
    if let userInfo { parts.append(#""userInfo":\#(userInfo)"#) }
    let request = parts.joined(separator: ",")
    return Array(#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{\#(request)}}"#.utf8)
  }

  static func backup(_ spec: String = good, metadata: String = #"{"name":"b","namespace":"ns"}"#) -> String {
    #"{"apiVersion":"db.orange.com/v2","kind":"CassandraBackup","metadata":\#(metadata),"spec":{\#(spec)}}"#
  }

  static let good = #""cassandraCluster":"c","storageLocation":"s3://cassie","snapshotTag":"t""#
  static let bad = #""cassandraCluster":"c","storageLocation":"s3://cassie","bandwidth":"fast","entities":"a.b.c""#

  /// The patch of an answer.
  static func decoded(_ base64: String) throws -> [UInt8] {
    [UInt8](try #require(Data(base64Encoded: base64)))
  }

  /// What is answered at once.
  func response(_ request: HTTPRequest) throws -> HTTPResponse {
    guard case .now(let response) = handler.handle(request) else {
      throw Unexpected(what: "the answer comes later")
    }
    return response
  }

  /// The `response` of the review that is answered.
  func answer(_ body: [UInt8], _ target: String = "/validate") throws -> JSONValue {
    let response = try response(Asking.request(body, target))
    #expect(response.status == 200)
    let review = try JSONValue(parsing: response.body)
    #expect(review["kind"]?.string == "AdmissionReview")
    return try #require(review["response"])
  }

  struct Unexpected: Error {
    var what: String
  }
}

extension JSONValue {
  var texts: [String] { elements.compactMap(\.string) }

  subscript(names: String...) -> JSONValue? {
    value(at: FieldPath(steps: names.map(FieldPath.Step.member)))
  }
}
