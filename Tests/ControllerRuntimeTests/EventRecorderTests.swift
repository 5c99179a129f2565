// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import ControllerRuntime

@Suite("Event recorder", .timeLimit(.minutes(1)))
struct EventRecorderTests {
  private let server = ModelAPIServer()
  private let clock = ManualClock()
  private let log = LogLines()
  private let recorder: EventRecorder
  private let about = EventMemoryTests.object("ball")
  private let event = Event(.warning, "Burst", "it was too full")

  init() {
    recorder = EventRecorder(of: server, wall: ManualWall(clock).time, clock: clock, logger: log.logger)
  }

  private var events: [KubeObject] { server.objects(EventSighting.resource) }

  @Test("an event says what happened to which object, and who says so")
  func told() async throws {
    await recorder.record(event, about: about)
    let sighting = EventSighting(event, about: about, number: 0x18fa_e276_93b4_0000, at: ManualWall.start)
    #expect(
      String(decoding: sighting.json.rawBytes, as: UTF8.self)
        == #"{"apiVersion":"v1","kind":"Event","metadata":{"namespace":"nursery","name":"ball.18fae27693b40000"},"#
        + #""involvedObject":{"apiVersion":"toys.example.com/v1","kind":"Toy","namespace":"nursery","name":"ball","#
        + #""uid":"u1"},"type":"Warning","reason":"Burst","message":"it was too full","count":1,"#
        + #""firstTimestamp":"2027-01-15T08:00:00Z","lastTimestamp":"2027-01-15T08:00:00Z","#
        + #""source":{"component":"cassette"},"reportingComponent":"cassette"}"#)
    let told = try #require(events.first)
    #expect(told.json["involvedObject"] == sighting.json["involvedObject"])
    #expect(told.name == sighting.name)
  }

  @Test("a repetition raises the count, without reading")
  func repeated() async throws {
    await recorder.record(event, about: about)
    clock.advance(by: .seconds(90))
    await recorder.record(event, about: about)
    #expect(events.count == 1)
    #expect(events.first?.json["count"]?.integer == 2)
    #expect(events.first?.json["firstTimestamp"]?.string == "2027-01-15T08:00:00Z")
    #expect(events.first?.json["lastTimestamp"]?.string == "2027-01-15T08:01:30Z")
    #expect(server.count(of: .get) == 0)
  }

  @Test("a repetition of an event that is gone creates it again, with its count")
  func gone() async throws {
    await recorder.record(event, about: about)
    let key = try #require(events.first?.key)
    try server.delete(EventSighting.resource, key)
    await recorder.record(event, about: about)
    #expect(events.first?.json["count"]?.integer == 2)
    #expect(server.count(of: .create) == 2)
  }

  @Test("an event whose answer was lost is not told twice")
  func unanswered() async throws {
    let link = Link(server)
    let recorder = EventRecorder(of: link, wall: ManualWall(clock).time, clock: clock, logger: log.logger)
    link.condition = .mute
    await recorder.record(event, about: about)
    link.condition = .up
    await recorder.record(event, about: about)
    #expect(events.count == 1)
    #expect(events.first?.json["count"]?.integer == 2)
  }

  @Test("what cannot be told is logged now and then, and dropped")
  func failing() async {
    server.failNext(.unreachable, times: 10)
    for number in 0..<10 { await recorder.record(Event(.normal, "Fell", "\(number)"), about: about) }
    #expect(log.all == ["warning: event not told"])
    #expect(events.isEmpty)
    await recorder.record(Event(.normal, "Fell", "3"), about: about)
    #expect(events.first?.json["count"]?.integer == 2)
  }

  @Test("a server that does not answer is waited for three seconds")
  func hanging() async {
    server.failNext(.hang)
    let recording = Task { await recorder.record(event, about: about) }
    await server.clientWaits()
    #expect(await clock.advanceToNextSleeper() == .seconds(3))
    await recording.value
    #expect(log.all == ["warning: event not told"])
  }

  @Test("events of objects without a namespace are in the default one")
  func clusterScoped() async {
    let node = ObjectReference(
      KubeResource(group: "", version: "v1", plural: "nodes", kind: "Node"), ObjectKey(namespace: "", name: "n1"),
      uid: "u1")
    await recorder.record(event, about: node)
    #expect(events.first?.namespace == "default")
    #expect(events.first?.json["involvedObject"]?["namespace"] == nil)
  }
}
