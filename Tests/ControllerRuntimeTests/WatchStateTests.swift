// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import ControllerRuntime

@Suite("What a watcher asks for next")
struct WatchStateTests {
  private static let passing = WatchFailure.passing(retryAfter: nil)

  /// After a list of version 7.
  private static func following() -> WatchState {
    var state = WatchState.initial
    _ = state.pageCame(version: "7", continuation: nil)
    return state
  }

  /// In the second page of a list of version 7.
  private static func listing() -> WatchState {
    var state = WatchState.initial
    _ = state.pageCame(version: "7", continuation: "page 2")
    return state
  }

  @Test("first a list, page by page, then a watch from the list's version")
  func list() {
    var state = WatchState.initial
    #expect(state.request == .list(continuation: nil))
    #expect(state.pageCame(version: "7", continuation: "page 2") == .more)
    #expect(state.request == .list(continuation: "page 2"))
    #expect(state.pageCame(version: "7", continuation: nil) == .complete)
    #expect(state.request == .watch(since: "7"))
  }

  @Test("if a server lets the version differ from page to page, the watch begins at the first page's")
  func differingVersions() {
    var state = Self.listing()
    #expect(state.pageCame(version: "9", continuation: nil) == .complete)
    #expect(state.request == .watch(since: "7"))
  }

  @Test("a list without a version cannot be followed, and starts over")
  func noVersion() {
    var state = WatchState.initial
    #expect(state.pageCame(version: "", continuation: nil) == .unusable("a list without a resourceVersion"))
    #expect(state.request == .list(continuation: nil))
  }

  @Test("a list that never ends is given up")
  func endless() {
    var state = WatchState.initial
    for _ in 1..<WatchState.mostPages { #expect(state.pageCame(version: "7", continuation: "on") == .more) }
    let last = state.pageCame(version: "7", continuation: "on")
    #expect(last == .unusable("a list that does not end after \(WatchState.mostPages) pages"))
    #expect(state.request == .list(continuation: nil))
  }

  @Test(
    "a list that fails goes on where it was, unless the server did not like to go on",
    arguments: [
      (passing, "page 2", .soon()),
      (.passing(retryAfter: .seconds(7)), "page 2", .soon(atLeast: .seconds(7))),
      (.rejected, nil, .soon()),
      (.gone, nil, .atOnce),
      (.forbidden, nil, .later),
      (.notServed, nil, .later),
    ] as [(WatchFailure, String?, WatchRetry)])
  func listFails(failure: WatchFailure, continuation: String?, retry: WatchRetry) {
    var state = Self.listing()
    #expect(state.failed(failure) == retry)
    #expect(state.request == .list(continuation: continuation))
  }

  @Test("lists that expire again and again do not chase each other")
  func expiringLists() {
    var state = Self.listing()
    #expect(state.failed(.gone) == .atOnce)
    #expect(state.failed(.gone) == .soon())
    #expect(state.pageCame(version: "8", continuation: "page 2") == .more)
    #expect(state.failed(.gone) == .soon())
  }

  @Test("events and bookmarks move the version from which a watch is resumed")
  func versions() {
    var state = Self.following()
    state.told(version: "8")
    #expect(state.request == .watch(since: "8"))
    state.told(version: nil)
    state.told(version: "")
    #expect(state.request == .watch(since: "8"))
  }

  @Test(
    "what a watch that failed leads to, if it had told nothing",
    arguments: [
      (passing, .watch(since: "7"), .soon()),
      (.passing(retryAfter: .seconds(7)), .watch(since: "7"), .soon(atLeast: .seconds(7))),
      (.forbidden, .watch(since: "7"), .later),
      (.gone, .list(continuation: nil), .soon()),
      (.notServed, .list(continuation: nil), .later),
      (.rejected, .list(continuation: nil), .soon()),
    ] as [(WatchFailure, WatchState.Request, WatchRetry)])
  func watchFails(failure: WatchFailure, request: WatchState.Request, retry: WatchRetry) {
    var state = Self.following()
    #expect(state.failed(failure) == retry)
    #expect(state.request == request)
  }

  @Test(
    "what a watch that failed leads to, if it had been of use",
    arguments: [
      (passing, .watch(since: "8"), .afresh),
      (.passing(retryAfter: .seconds(7)), .watch(since: "8"), .soon(atLeast: .seconds(7))),
      (.forbidden, .watch(since: "8"), .later),
      (.gone, .list(continuation: nil), .atOnce),
      (.notServed, .list(continuation: nil), .later),
      (.rejected, .list(continuation: nil), .soon()),
    ] as [(WatchFailure, WatchState.Request, WatchRetry)])
  func usefulWatchFails(failure: WatchFailure, request: WatchState.Request, retry: WatchRetry) {
    var state = Self.following()
    state.told(version: "8")
    #expect(state.failed(failure) == retry)
    #expect(state.request == request)
  }

  @Test("a watch that the server ends is resumed at once if it told something or lived a while, else soon")
  func ends() {
    var state = Self.following()
    #expect(state.ended(age: .seconds(1)) == .soon())
    #expect(state.ended(age: WatchState.usefulAge) == .afresh)
    state.told(version: "7")
    #expect(state.ended(age: .zero) == .soon())
    state.told(version: "8")
    #expect(state.ended(age: .zero) == .afresh)
    #expect(state.ended(age: .zero) == .soon())
    #expect(state.request == .watch(since: "8"))
  }

  @Test("a version that was followed for a while and is too old leads to a list at once, also after failures")
  func goneAfterOutage() {
    var state = Self.following()
    state.told(version: "8")
    #expect(state.failed(Self.passing) == .afresh)
    #expect(state.failed(Self.passing) == .soon())
    #expect(state.failed(.gone) == .atOnce)
    #expect(state.request == .list(continuation: nil))
  }

  @Test("what a line that was not understood may have said is found by a list when the watch is over")
  func gaps() {
    var state = Self.following()
    state.toldNonsense()
    state.told(version: "9")
    #expect(state.request == .watch(since: "9"))
    #expect(state.ended(age: .zero) == .afresh)
    #expect(state.request == .list(continuation: nil))

    state = Self.following()
    state.toldNonsense()
    #expect(state.failed(Self.passing) == .soon())
    #expect(state.request == .list(continuation: nil))
  }

  @Test(
    "what an error means",
    arguments: [
      (410, .gone), (403, .forbidden), (404, .notServed), (405, .notServed), (400, .rejected), (422, .rejected),
      (401, passing), (408, passing), (500, passing), (503, passing), (504, passing), (302, passing),
    ] as [(Int, WatchFailure)])
  func failures(code: Int, failure: WatchFailure) {
    let status = Status(code: code, reason: nil, message: "")
    #expect(WatchFailure(KubeError(verb: "list", path: "/", cause: .refused(status, retryAfter: nil))) == failure)
  }

  @Test("an error without an answer passes, and one with a wish keeps it")
  func otherFailures() {
    for cause in [.unreachable(""), .unanswered(""), .malformed(""), .cancelled] as [KubeError.Cause] {
      #expect(WatchFailure(KubeError(verb: "list", path: "/", cause: cause)) == Self.passing)
    }
    let slow = KubeError.Cause.refused(Status(.tooManyRequests, message: ""), retryAfter: .seconds(7))
    #expect(WatchFailure(KubeError(verb: "list", path: "/", cause: slow)) == .passing(retryAfter: .seconds(7)))
  }
}
