// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Logging
import Policy
import TestSupport
import Testing

@testable import ClusterFacts

@Suite("Look-ups")
struct LookUpsTests {
  private let cluster = StubCluster()
  private let clock = ManualClock()
  private let alice = AccessQuestion(
    author: Author(username: "alice", uid: "7", groups: ["ops"], extra: ["scopes": ["x"]]), secret: Objects.key("keys"))

  private var lookUps: LookUps {
    LookUps(cluster, clock: clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private static func review(_ allowed: Bool) throws -> StubCluster.Answer {
    .success(try Objects.json(#"{"status":{"allowed":\#(allowed)}}"#))
  }

  @Test("a Secret becomes the names of its keys and how their values end")
  func secret() async throws {
    cluster.answer(
      "secrets", Objects.key("keys"), with: .success(try Objects.json(#"{"data":{"id":"eA==","key":"eAo="}}"#)))
    let answers = await lookUps.answers(to: [.secret(Objects.key("keys"))], within: .seconds(1))
    #expect(answers.secrets[Objects.key("keys")]?.value?.entries == ["id": .usable, "key": .endsInNewline])
  }

  @Test("what is not there is absent, and what may not be seen is unknown, and says why")
  func refused() async {
    cluster.answer(
      "secrets", Objects.key("none"), with: .failure(.refused(Status(.notFound, message: "no"), retryAfter: nil)))
    cluster.answer(
      "secrets", Objects.key("hidden"), with: .failure(.refused(Status(.forbidden, message: "no"), retryAfter: nil)))
    let answers = await lookUps.answers(
      to: [.secret(Objects.key("none")), .secret(Objects.key("hidden"))], within: .seconds(1))
    #expect(answers.secrets[Objects.key("none")]?.isAbsent == true)
    guard case .unknown(let reason) = answers.secrets[Objects.key("hidden")] else {
      Issue.record("known although it may not be seen")
      return
    }
    #expect(reason == "cassette may not get secrets")
  }

  @Test("a look-up that fails is logged, one that was given up is not")
  func log() async {
    let lines = LogLines()
    let lookUps = LookUps(cluster, clock: clock, logger: lines.logger)
    cluster.answer("secrets", Objects.key("given-up"), with: .failure(.cancelled))
    _ = await lookUps.answers(to: [.secret(Objects.key("given-up"))], within: .seconds(1))
    #expect(lines.all == [])
    cluster.answer("secrets", Objects.key("lost"), with: .failure(.unanswered("connection reset by peer")))
    _ = await lookUps.answers(to: [.secret(Objects.key("lost"))], within: .seconds(1))
    #expect(lines.all == ["warning: look-up failed"])
  }

  @Test("what has no answer in time is unknown, and what has one is known all the same")
  func late() async throws {
    cluster.answer("cassandraclusters", Objects.key("demo"), with: .success(try Objects.cluster("demo")))
    let lookUps = lookUps
    let asked = Task {
      await lookUps.answers(to: [.cluster(Objects.key("demo")), .backup(Objects.key("slow"))], within: .seconds(4))
    }
    while cluster.requests.count < 2 { await Task.yield() }
    #expect(await clock.advanceToNextSleeper() == .seconds(4))
    let answers = await asked.value
    #expect(answers.clusters[Objects.key("demo")]?.value != nil)
    guard case .unknown(let reason) = answers.backups[Objects.key("slow")] else {
      Issue.record("known although nobody answered")
      return
    }
    #expect(reason == "the API server did not answer in time")
  }

  @Test("who may read a Secret is asked with all that authorizers go by")
  func access() async throws {
    cluster.answerAccess(with: try Self.review(true))
    let answers = await lookUps.answers(to: [.access(alice)], within: .seconds(1))
    #expect(answers.accesses[alice]?.value == true)
    let expected = """
      {"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"user":"alice","uid":"7",\
      "groups":["ops"],"extra":{"scopes":["x"]},"resourceAttributes":{"verb":"get","group":"","version":"v1",\
      "resource":"secrets","namespace":"a","name":"keys"}}}
      """
    #expect(cluster.reviews == [try JSONValue(parsing: Array(expected.utf8))])
  }

  @Test("a yes is remembered for a while, a no is not")
  func memory() async throws {
    let lookUps = lookUps
    cluster.answerAccess(with: try Self.review(false))
    for _ in 1...2 {
      #expect(await lookUps.answers(to: [.access(alice)], within: .seconds(1)).accesses[alice]?.value == false)
    }
    #expect(cluster.requests.count == 2)
    cluster.answerAccess(with: try Self.review(true))
    for _ in 1...2 {
      #expect(await lookUps.answers(to: [.access(alice)], within: .seconds(1)).accesses[alice]?.value == true)
    }
    #expect(cluster.requests.count == 3)
    clock.advance(by: AccessMemory.lifetime)
    cluster.answerAccess(with: try Self.review(false))
    #expect(await lookUps.answers(to: [.access(alice)], within: .seconds(1)).accesses[alice]?.value == false)
  }

  @Test("what cannot be asked is unknown")
  func inaccessible() async {
    let answers = await lookUps.answers(to: [.access(alice)], within: .seconds(1))
    #expect(answers.accesses[alice]?.isUnknown == true)
  }

  @Test("the memory of rights has a bound")
  func bound() {
    let memory = AccessMemory()
    func question(_ number: Int) -> AccessQuestion {
      AccessQuestion(author: Author(username: "\(number)"), secret: Objects.key("keys"))
    }
    for number in 0..<AccessMemory.most { memory.remember(question(number), now: .zero) }
    memory.remember(question(-1), now: .seconds(1))
    #expect(!memory.isAllowed(question(-1), now: .seconds(1)))
    #expect(memory.isAllowed(question(0), now: .seconds(1)))
    memory.remember(question(-1), now: AccessMemory.lifetime)
    #expect(memory.isAllowed(question(-1), now: AccessMemory.lifetime))
  }
}
