// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("Watching", .timeLimit(.minutes(1)))
struct WatchingTests {
  @Test("without a version, a watch begins with what is there, and goes on with what happens")
  func fromNow() async throws {
    let api = try await TestAPI()
    try await api.post(Widget.path, Widget.text("a"))
    let watch = try await api.watch(Widget.path + "?watch=true")
    #expect(try await watch.line() == "ADDED a")
    try await api.post(Widget.path, Widget.text("b"))
    #expect(try await watch.line() == "ADDED b")
    try await api.merge(Widget.path + "/a", #"{"spec":{"size":2}}"#)
    #expect(try await watch.line() == "MODIFIED a")
    try await api.delete(Widget.path + "/a")
    let last = try #require(try await watch.next())
    #expect(last["type"]?.string == "DELETED" && last["object"]?["spec"]?["size"]?.integer == 2)
    #expect(last["object"]?["metadata"]?["resourceVersion"]?.string == String(await api.database.store.revision))
  }

  @Test("from a version on, it tells what has happened since, and nothing of other places")
  func since() async throws {
    let api = try await TestAPI()
    let other = #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"other"}}"#
    try await api.post("/api/v1/namespaces", other)
    try await api.post(Widget.path, Widget.text("a"))
    let version = try await api.get(Widget.path).version ?? ""
    try await api.post(Widget.path.replacing("/ns/", with: "/other/"), Widget.text("x"))
    try await api.merge(Widget.path + "/a", #"{"spec":{"size":2}}"#)
    let watch = try await api.watch(Widget.path + "?watch=1&resourceVersion=\(version)")
    #expect(try await watch.line() == "MODIFIED a")
    let all = try await api.watch("/apis/test.cassette/v1/widgets?watch=1&resourceVersion=\(version)")
    #expect(try await all.line() == "ADDED x")
    #expect(try await all.line() == "MODIFIED a")
  }

  @Test("an object that leaves the selection is deleted, one that enters it is added")
  func selection() async throws {
    let api = try await TestAPI()
    let watch = try await api.watch(Widget.path + "?watch=1&labelSelector=on%3Dyes")
    try await api.post(Widget.path, Widget.text("a"))
    let steps = [("yes", "ADDED a"), ("no", "DELETED a"), ("yes", "ADDED a")]
    for (value, line) in steps {
      try await api.merge(Widget.path + "/a", #"{"metadata":{"labels":{"on":"\#(value)"}}}"#)
      let event = try #require(try await watch.next())
      #expect("\(event["type"]?.string ?? "") a" == line)
      #expect(event["object"]?["metadata"]?["labels"]?["on"]?.string == "yes", "as it was selected")
    }
  }

  @Test("a version that is forgotten ends the watch with 410", arguments: ["2", "999999"])
  func expired(version: String) async throws {
    let api = try await TestAPI()
    for size in 1...5 { try await api.post(Widget.path, Widget.text("w\(size)", size: size)) }
    _ = try await api.database.write { store throws(APIFailure) in store.forget(count: 2) }
    let watch = try await api.watch(Widget.path + "?watch=1&resourceVersion=\(version)")
    let event = try #require(try await watch.next())
    #expect(event["type"]?.string == "ERROR" && event["object"]?["code"]?.integer == 410)
    #expect(event["object"]?["reason"]?.string == "Expired")
    #expect(
      event["object"]?["message"]?.string
        == "too old resource version: \(version) (\(await api.database.store.revision))")
    #expect(try await watch.next() == nil)
  }

  @Test("it ends when its time is over, and who asks is told each minute how far things are")
  func times() async throws {
    let api = try await TestAPI()
    let watch = try await api.watch(
      Widget.path + "?watch=1&resourceVersion=3&timeoutSeconds=150&allowWatchBookmarks=true")
    for _ in 0..<2 {
      await api.clock.advanceToNextSleeper()
      let mark = try #require(try await watch.next())
      #expect(mark["type"]?.string == "BOOKMARK" && mark["object"]?["kind"]?.string == "Widget")
      #expect(mark["object"]?["metadata"]?["resourceVersion"]?.string == String(await api.database.store.revision))
    }
    await api.clock.advanceToNextSleeper()
    #expect(try await watch.next() == nil)
  }

  @Test("a watch in tables has headers once")
  func table() async throws {
    let api = try await TestAPI()
    let watch = try await api.watch(Widget.path + "?watch=1", accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
    for name in ["a", "b"] { try await api.post(Widget.path, Widget.text(name)) }
    let headers = [try await watch.next(), try await watch.next()].map { $0?["object"]?["columnDefinitions"]?.isNull }
    #expect(headers == [false, true])
  }

  @Test("all watches end when the server stops")
  func stopped() async throws {
    let api = try await TestAPI()
    let watch = try await api.watch(Widget.path + "?watch=1")
    try await api.post(Widget.path, Widget.text("a"))
    #expect(try await watch.line() == "ADDED a")
    await api.database.close()
    #expect(try await watch.next() == nil)
  }
}
