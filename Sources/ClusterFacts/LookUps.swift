// SPDX-License-Identifier: Apache-2.0
import ControllerRuntime
import KubeModel
import Logging
import Policy
private import Synchronization

/// Asks the API server what the stores do not have, one request for each question, all at once.
final class LookUps: Sendable {
  private static let secrets = KubeResource(group: "", version: "v1", plural: "secrets", kind: "Secret")

  private let objects: any ObjectReading & ObjectWriting
  private let accesses = AccessMemory()
  private let clock: any Clock<Duration>
  private let stopwatch: Stopwatch
  private let logger: Logger
  private let throttle = Mutex(LogThrottle())

  init(_ objects: any ObjectReading & ObjectWriting, clock: any Clock<Duration>, logger: Logger) {
    self.objects = objects
    self.clock = clock
    self.logger = logger
    stopwatch = Stopwatch(clock)
  }

  /// - Parameter time: afterwards what has no answer is unknown, and its request ended.
  func answers(to questions: Set<LookUp>, within time: Duration) async -> LookUpAnswers {
    var answers = LookUpAnswers()
    for question in questions { answers.setUnknown(question, "the API server did not answer in time") }
    await withTaskGroup(of: LookUpAnswers?.self) { group in
      group.addTask {
        try? await self.clock.sleep(for: time)
        return nil
      }
      for question in questions { group.addTask { await self.answer(to: question) } }
      var open = questions.count
      while open > 0, let one = await group.next(), let one {
        answers.add(one)
        open -= 1
      }
      group.cancelAll()
    }
    return answers
  }

  private func answer(to question: LookUp) async -> LookUpAnswers {
    var answers = LookUpAnswers()
    switch question {
    case .cluster(let key): answers.clusters[key] = await object(WatchedKind.clusters, key).map(ClusterFact.init)
    case .backup(let key): answers.backups[key] = await object(WatchedKind.backups, key).map { BackupFact($0, key) }
    case .secret(let key): answers.secrets[key] = await object(LookUps.secrets, key).map(SecretFact.init)
    case .access(let question): answers.accesses[question] = await mayRead(question)
    }
    return answers
  }

  private func object(_ resource: KubeResource, _ key: ObjectKey) async -> Fact<KubeObject> {
    do throws(KubeError) {
      return .known(try await objects.get(resource, key))
    } catch {
      return error.isNotFound ? .absent : unknown(error, resource)
    }
  }

  private func mayRead(_ question: AccessQuestion) async -> Fact<Bool> {
    if accesses.isAllowed(question, now: stopwatch.elapsed) { return .known(true) }
    do throws(KubeError) {
      let review = AccessReview(subject: question.author, verb: "get", resource: LookUps.secrets, key: question.secret)
      let isAllowed = try await objects.decide(review).isAllowed
      if isAllowed { accesses.remember(question, now: stopwatch.elapsed) }
      return .known(isAllowed)
    } catch {
      return unknown(error, AccessReview.resource)
    }
  }

  private func unknown<Value>(_ error: KubeError, _ resource: KubeResource) -> Fact<Value> {
    if error.cause != .cancelled, let unreported = throttle.withLock({ $0.admit(at: stopwatch.elapsed) }) {
      logger.warning(
        "look-up failed",
        metadata: ["error": "\(PlainText.line(error.description, longest: 300))", "unreported": "\(unreported)"])
    }
    return .unknown(error.factReason(about: resource))
  }
}
