// SPDX-License-Identifier: Apache-2.0

/// What a watcher is at, and what it asks the API server for next.
///
///     listing ──last page──▶ following ──▶ following …
///        ▲                       │  a watch ended or failed: resumed at the last version
///        └──── gone, a gap ──────┘
///
/// It decides and `Watcher` performs: every method is named after something that happened, and returns what follows. It
/// knows no server, no clock and no objects. How long the waits are is the business of `WatchPauses`.
enum WatchState: ~Copyable {
  case listing(Listing)
  case following(Following)

  /// A list that is not complete.
  struct Listing {
    /// Of the page before; nil if the first page comes next.
    var continuation: String?
    /// Of the first page. All pages are of this version, and if one is not, watching from the first misses nothing.
    var version: String?
    var pages = 0
    /// It had to start over, because its continuation was too old.
    var hasExpired = false
  }

  /// A list was complete, and watches tell what has happened since.
  struct Following {
    /// Everything up to here has been told.
    var version: String
    /// A watch from here, or from an earlier version on, was of use. The first one after a list need not be.
    var isProven = false
    /// The version has changed in this watch.
    var hasMoved = false
    /// A line of this watch was not understood. It may have been a change.
    var hasGap = false
  }

  /// Before anything is known.
  static var initial: WatchState { .listing(Listing()) }

  enum Request: Equatable {
    /// The first page of a list if there is no continuation.
    case list(continuation: String?)
    case watch(since: String)
  }

  /// What to ask for.
  var request: Request {
    switch self {
    case .listing(let listing): .list(continuation: listing.continuation)
    case .following(let following): .watch(since: following.version)
    }
  }
}

// MARK: Lists

extension WatchState {
  /// A million objects in pages of 250, more than an etcd of the usual 2 GiB holds. A list that is still not complete has
  /// no end.
  static let mostPages = 4_000

  enum AfterPage: Equatable {
    case more
    /// All objects are there.
    case complete
    /// The page makes no sense: call `failed`. The list starts over.
    case unusable(String)
  }

  mutating func pageCame(version: String, continuation: String?) -> AfterPage {
    switch consume self {
    case .listing(var listing):
      listing.pages += 1
      let first = listing.version ?? version
      guard !first.isEmpty else {
        self = .initial
        return .unusable("a list without a resourceVersion")
      }
      guard let continuation else {
        self = .following(Following(version: first))
        return .complete
      }
      guard listing.pages < WatchState.mostPages else {
        self = .initial
        return .unusable("a list that does not end after \(listing.pages) pages")
      }
      listing.version = first
      listing.continuation = continuation
      self = .listing(listing)
      return .more
    case .following: preconditionFailure("a page came of a list that nobody asked for")
    }
  }
}

// MARK: Watches

extension WatchState {
  /// A watch of this age was of use even if nothing happened. As long as the longest of the short waits: a server that
  /// ends watches faster is asked no more often than one that fails.
  static let usefulAge = Duration.seconds(3)

  /// An event or a bookmark was told.
  /// - Parameter version: nil for an object that does not say its version.
  mutating func told(version: String?) {
    change { following in
      guard let version, !version.isEmpty, version != following.version else { return }
      following.version = version
      following.hasMoved = true
    }
  }

  /// A line was not understood. Later ones are, and move the version past it; only a list can bring what it said.
  mutating func toldNonsense() {
    change { $0.hasGap = true }
  }

  /// The server ended the watch in good order.
  /// - Parameter age: since the server had accepted the watch.
  mutating func ended(age: Duration) -> WatchRetry {
    switch consume self {
    case .following(let following):
      if let next = following.next(age: age) { self = .following(next) } else { self = .initial }
      return following.wasUseful(age: age) ? .afresh : .soon()
    case .listing: preconditionFailure("a watch ended that nobody asked for")
    }
  }

  private mutating func change(_ body: (inout Following) -> Void) {
    switch consume self {
    case .following(var following):
      body(&following)
      self = .following(following)
    case .listing: preconditionFailure("a watch told something that nobody asked for")
    }
  }
}

extension WatchState.Following {
  fileprivate func wasUseful(age: Duration) -> Bool {
    hasMoved || age >= WatchState.usefulAge
  }

  /// Where the next watch begins; nil if only a list can bring what this one missed.
  fileprivate func next(age: Duration) -> Self? {
    hasGap ? nil : Self(version: version, isProven: isProven || wasUseful(age: age))
  }
}

// MARK: Failures

extension WatchState {
  /// The request failed, or the watch was cut.
  /// - Parameter age: since the server had accepted the watch; zero if it had not.
  mutating func failed(_ failure: WatchFailure, age: Duration = .zero) -> WatchRetry {
    switch consume self {
    case .listing(let listing):
      self = .listing(listing.next(after: failure))
      return listing.retry(after: failure)
    case .following(let following):
      let next = failure.forgetsVersion ? nil : following.next(age: age)
      if let next { self = .following(next) } else { self = .initial }
      return following.retry(after: failure, age: age)
    }
  }
}

extension WatchState.Listing {
  fileprivate func next(after failure: WatchFailure) -> Self {
    switch failure {
    case .gone: Self(hasExpired: true)
    case .forbidden, .notServed, .rejected: Self()
    case .passing: self
    }
  }

  fileprivate func retry(after failure: WatchFailure) -> WatchRetry {
    switch failure {
    // Writers may be faster than the list once; if they always are, lists must not chase each other.
    case .gone: hasExpired || continuation == nil ? .soon() : .atOnce
    case .forbidden, .notServed: .later
    case .rejected: .soon()
    case .passing(let retryAfter): .soon(atLeast: retryAfter)
    }
  }
}

extension WatchState.Following {
  fileprivate func retry(after failure: WatchFailure, age: Duration) -> WatchRetry {
    switch failure {
    // A version can be too old right after its list only if something is wrong; then lists must not chase each other.
    case .gone: isProven || wasUseful(age: age) ? .atOnce : .soon()
    case .forbidden, .notServed: .later
    case .passing(nil) where wasUseful(age: age): .afresh
    case .passing(let retryAfter): .soon(atLeast: retryAfter)
    case .rejected: .soon()
    }
  }
}

extension WatchFailure {
  fileprivate var forgetsVersion: Bool {
    switch self {
    case .gone, .notServed, .rejected: true
    case .forbidden, .passing: false
    }
  }
}
