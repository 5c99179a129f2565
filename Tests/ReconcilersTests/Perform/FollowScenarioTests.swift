// SPDX-License-Identifier: Apache-2.0
import Backups
import KubeModel
import Outbound
import Policy
import Sandbox
import TestSupport
import Testing

@testable import Reconcilers

@Suite("Runs that are followed to their end")
struct FollowScenarioTests {
  /// A backup and a restore at work, in scenarios of their own.
  static let subjects: [Subject] = [
    Subject(kind: .backup, key: Scenario.nightly), Subject(kind: .restore, key: Scenario.again),
  ]

  /// The subject is there, and its run has not been asked for.
  private func scenario(before subject: Subject, _ spec: String = "{}") -> Scenario {
    guard subject.kind == .restore else {
      let scenario = Scenario()
      scenario.apply(Scenario.backup(subject.key, spec))
      return scenario
    }
    let scenario = Scenario.afterBackup()
    scenario.apply(Scenario.restore(subject.key, spec))
    return scenario
  }

  /// The subject's operation is at work.
  private func scenario(during subject: Subject, _ spec: String = "{}") -> Scenario {
    let scenario = scenario(before: subject, spec)
    scenario.run { scenario.status(subject.kind, subject.key).state == .running }
    return scenario
  }

  private func posts(_ scenario: Scenario, _ subject: Subject) -> Int {
    scenario.posts.count { $0["type"] == (subject.kind == .backup ? "backup" : "restore") }
  }

  @Test("a run is followed to its end by whoever comes to lead", arguments: subjects)
  func restart(subject: Subject) {
    let scenario = scenario(during: subject)
    scenario.restartReconciler()
    scenario.run(for: .seconds(120))
    #expect(scenario.status(subject.kind, subject.key).state == .completed)
    #expect(posts(scenario, subject) == 1)
  }

  @Test(
    "one answer that fails does not end the following", arguments: subjects,
    [
      SidecarFaults.down, .hang, .forgetsIDs,
    ])
  func oneFailure(subject: Subject, faults: SidecarFaults) {
    let scenario = scenario(during: subject)
    scenario.fault(faults)
    scenario.run(for: .seconds(8))
    scenario.fault([])
    scenario.run(for: .seconds(180))
    let status = scenario.status(subject.kind, subject.key)
    // A coordinator reaches the sidecar of its own node by the same way as others do, and may have failed by it.
    #expect([.completed, .failed].contains(status.state) && status.run == nil)
    #expect(posts(scenario, subject) == 1)
  }

  @Test("a coordinator that does not answer is said to be so, and the run stays in progress")
  func silence() {
    let scenario = Scenario.afterBackup()
    scenario.apply(Scenario.restore())
    scenario.run { scenario.restore.state == .running }
    scenario.rewrite = { request, _ in
      request.method == .get ? OutboundResponse(head: OutboundHead(status: 503), body: []) : nil
    }
    scenario.run(for: .seconds(600))
    #expect(scenario.restore.state == .running)
    #expect(scenario.restore.condition(.progressing)?.reason == "CoordinatorUnreachable")
    scenario.rewrite = nil
    scenario.run(for: .seconds(60))
    #expect(scenario.restore.state == .completed)
  }

  @Test("after its end nothing is asked or remembered of a run", arguments: subjects)
  func afterwards(subject: Subject) {
    let scenario = scenario(during: subject)
    scenario.run(for: .seconds(180))
    let count = scenario.requests.count
    scenario.run(for: .seconds(7_200))
    #expect(scenario.requests.count == count)
    let entry = scenario.process.reconciler.memory[subject]
    #expect(entry.endpoint == nil && entry.nextLook == nil && entry.checkingSince == nil)
    let other = Subject(kind: .backup, key: Scenario.key("other"))
    #expect(scenario.process.reconciler.slots.claim(Scenario.key("demo"), other, since: noon) == .granted)
  }

  @Test("an accepted run whose id could not be written is found, and not posted again", arguments: subjects)
  func unwritten(subject: Subject) {
    let scenario = scenario(before: subject)
    scenario.whenPosted = { scenario.isAPIServerDown = true }
    scenario.run { scenario.isAPIServerDown }
    scenario.run(for: .seconds(5))
    scenario.restartReconciler()
    scenario.isAPIServerDown = false
    scenario.run(for: .seconds(120))
    #expect(scenario.status(subject.kind, subject.key).state == .completed)
    #expect(posts(scenario, subject) == 1)
  }

  @Test("an answer that is lost or cannot be read is no refusal", arguments: subjects, ["cut", "text", "no id"])
  func unreadable(subject: Subject, answer: String) {
    let scenario = scenario(before: subject)
    if answer == "cut" { scenario.fault(.cutAfterAccepting) }
    scenario.rewrite = { request, response in
      guard request.method == .post else { return nil }
      let body = answer == "text" ? Array("<html>".utf8) : Array(#"{"id":7,"state":"PENDING"}"#.utf8)
      return OutboundResponse(head: OutboundHead(status: response.head.status), body: body)
    }
    scenario.run { posts(scenario, subject) == 1 }
    scenario.fault([])
    scenario.run(for: .seconds(120))
    #expect(posts(scenario, subject) == 1)
    #expect(scenario.status(subject.kind, subject.key).state == .completed)
  }

  @Test("a change that somebody makes meanwhile is kept, and so is what the sidecar said", arguments: subjects)
  func meanwhile(subject: Subject) {
    let scenario = scenario(before: subject)
    scenario.whenPosted = {
      scenario.whenPosted = nil
      scenario.change(
        subject.kind, subject.key,
        #"{"metadata":{"labels":{"team":"data"},"finalizers":["a/b","db.orange.com/cassette"]}}"#)
    }
    scenario.run(for: .seconds(120))
    #expect(scenario.object(subject.kind, subject.key)?.label("team") == "data")
    #expect(scenario.object(subject.kind, subject.key)?.finalizers == ["a/b"])
    #expect(scenario.status(subject.kind, subject.key).state == .completed)
    #expect(posts(scenario, subject) == 1)
  }

  @Test("an operation that somebody cancelled is over, whatever its spelling", arguments: subjects)
  func cancelled(subject: Subject) {
    let scenario = scenario(during: subject)
    scenario.rewrite = { request, response in
      guard request.method == .get else { return nil }
      let text = String(decoding: response.body, as: UTF8.self)
      let changed = text.split(separator: "\"COMPLETED\"", omittingEmptySubsequences: false)
        .joined(separator: "\"CANCELLED\"")
      return OutboundResponse(head: response.head, body: Array(changed.utf8))
    }
    scenario.run(for: .seconds(120))
    let status = scenario.status(subject.kind, subject.key)
    #expect(status.state == .failed && status.run == nil)
    #expect(scenario.events(subject.kind, subject.key).last?.hasSuffix("Failed") == true)
  }

  @Test("COMPLETED is not believed when a node has no part in it, and the node is named", arguments: subjects)
  func incomplete(subject: Subject) {
    let scenario = scenario(during: subject)
    let address = scenario.cluster { cluster, _ in cluster[Scenario.other]?.address ?? "" }
    scenario.rewrite = { request, response in
      guard request.url == "http://\(address):4567/operations" else { return nil }
      return OutboundResponse(head: response.head, body: Array("[]".utf8))
    }
    scenario.run(for: .seconds(120))
    let status = scenario.status(subject.kind, subject.key)
    #expect(status.state == .failed)
    #expect(status.condition(.progressing)?.reason == "IncompleteNodes")
    #expect(status.failures.map(\.source) == [Scenario.other])
  }

  @Test(
    "a node that does not tell of its part is asked for two minutes before the run fails for it", arguments: subjects)
  func silentNode(subject: Subject) {
    for answersInTime in [true, false] {
      let scenario = scenario(during: subject)
      let address = scenario.cluster { cluster, _ in cluster[Scenario.other]?.address ?? "" }
      scenario.rewrite = { request, _ in
        guard request.url == "http://\(address):4567/operations" else { return nil }
        return OutboundResponse(head: OutboundHead(status: 503), body: [])
      }
      scenario.run { scenario.process.reconciler.memory[subject].checkingSince != nil }
      scenario.run(for: .seconds(110))
      #expect(scenario.status(subject.kind, subject.key).state == .running)
      if answersInTime { scenario.rewrite = nil }
      scenario.run(for: .seconds(20))
      let status = scenario.status(subject.kind, subject.key)
      #expect(status.state == (answersInTime ? .completed : .failed))
      #expect(status.failures.map(\.source) == (answersInTime ? [] : [Scenario.other]))
    }
  }

  @Test("a request that was lost is looked for half a minute before it is sent again")
  func lostRequest() {
    let subject = Self.subjects[0]
    let scenario = scenario(before: subject)
    scenario.fault(.cutBeforeAccepting)
    scenario.run { posts(scenario, subject) == 1 }
    scenario.fault([])
    scenario.run(for: .seconds(30))
    #expect(posts(scenario, subject) == 1)
    scenario.run(for: .seconds(120))
    #expect(posts(scenario, subject) == 2)
    #expect(scenario.backup.state == .completed)
  }

  @Test("a coordinator that has restarted and does not answer has lost the run")
  func restartedAndSilent() {
    let scenario = scenario(during: Self.subjects[1])
    scenario.restartSidecar()
    scenario.fault(.hang)
    scenario.run(for: .seconds(120))
    #expect(scenario.restore.state == .unknown)
    #expect(scenario.restore.condition(.progressing)?.reason == "SidecarRestarted")
  }

  @Test("a restore that comes to its deadline in silence failed if it was accepted, and may have been if nobody knows")
  func deadlineInSilence() {
    for isAccepted in [true, false] {
      let subject = Self.subjects[1]
      let scenario = scenario(before: subject, #"{"activeDeadlineSeconds":120}"#)
      scenario.rewrite = { request, _ in
        let isAnswered = request.method == .post ? isAccepted : posts(scenario, subject) == 0
        return isAnswered ? nil : OutboundResponse(head: OutboundHead(status: 503), body: [])
      }
      scenario.run(for: .seconds(600))
      #expect(posts(scenario, subject) == 1)
      #expect(scenario.restore.state == (isAccepted ? .failed : .unknown))
      let reason = scenario.restore.condition(.progressing)?.reason
      #expect(reason == (isAccepted ? "DeadlineExceeded" : "AcceptanceUnknown"))
    }
  }

  @Test("a failure is told with the reason that the sidecar gave")
  func reason() {
    let scenario = Scenario()
    scenario.cluster { cluster, _ in cluster.storage.removeBucket("s3://acme") }
    scenario.apply(Scenario.backup())
    scenario.run(for: .seconds(60))
    let failure = scenario.events.last?.notice
    #expect(failure?.reason == "BackupFailed" && failure?.isWarning == true)
    #expect(failure?.message.hasSuffix("Bucket acme does not exist") == true)
    #expect(scenario.backup.failures.map(\.source) == [Scenario.coordinator])
  }

  @Test("an operation that a restart has lost is called lost; a backup is made again, a restore is not")
  func lost() {
    for subject in Self.subjects {
      for isGone in [false, true] {
        let scenario = scenario(during: subject)
        if isGone {
          scenario.cluster { $0.replacePod(Scenario.coordinator, now: $1) }
        } else {
          scenario.restartSidecar()
        }
        scenario.run(for: .seconds(180))
        let status = scenario.status(subject.kind, subject.key)
        let reason = isGone ? "CoordinatorGone" : "SidecarRestarted"
        if subject.kind == .restore {
          #expect(status.state == .unknown && status.condition(.progressing)?.reason == reason)
          #expect(posts(scenario, subject) == 1)
          #expect(scenario.restoreEvents.last == "RestoreUnknown")
        } else {
          #expect(status.state == .completed)
          #expect(posts(scenario, subject) == 2)
          #expect(scenario.backupEvents.contains("BackupNotInitiated"))
        }
      }
    }
  }

  @Test("what the sidecar refuses is not sent for ever")
  func refused() {
    let scenario = Scenario.afterBackup()
    scenario.fault(.refusesWith500)
    scenario.apply(Scenario.restore())
    scenario.run(for: .seconds(3_600))
    #expect(scenario.posts.count { $0["type"] == "restore" } == 1)
    #expect(scenario.restore.state == .failed && scenario.restore.condition(.ready)?.reason == "Refused")
    #expect(scenario.restore.condition(.ready)?.isTrue == false)
    #expect(scenario.restoreEvents == ["RestoreFailed"])
    let second = Scenario.key("second")
    scenario.apply(Scenario.backup(second, #"{"backoffLimit":3}"#))
    scenario.run(for: .seconds(3_600))
    #expect(scenario.posts.count { $0["snapshotTag"] == "second" } == 4)
    #expect(scenario.status(.backup, second).condition(.ready)?.reason == "Refused")
  }

  @Test("a run that waits for its next attempt leaves the cluster to others meanwhile")
  func betweenAttempts() {
    let scenario = Scenario()
    scenario.fault(.refusesWith500)
    scenario.apply(Scenario.backup())
    scenario.run { scenario.posts.count == 1 }
    scenario.fault([])
    scenario.apply(Scenario.backup(Scenario.key("second")))
    scenario.run(for: .seconds(5))
    #expect(scenario.posts.map { $0["snapshotTag"] } == ["nightly", "second"])
    scenario.run(for: .seconds(60))
    #expect(scenario.backup.state == .completed)
  }

  @Test("a run that takes longer than it may is stopped, and its cluster is free for the next", arguments: subjects)
  func deadline(subject: Subject) {
    let scenario = scenario(before: subject, #"{"activeDeadlineSeconds":10}"#)
    scenario.run(for: .seconds(60))
    let status = scenario.status(subject.kind, subject.key)
    #expect(status.state == .failed && status.run == nil)
    #expect(status.condition(.ready)?.reason == "DeadlineExceeded")
    #expect(scenario.requests.contains { $0.method == .delete && $0.url.hasSuffix(status.id ?? "?") })
    #expect(scenario.object(subject.kind, subject.key)?.finalizers == [])
  }
}
