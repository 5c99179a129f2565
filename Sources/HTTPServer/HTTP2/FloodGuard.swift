// SPDX-License-Identifier: Apache-2.0
internal import Posix

/// Counts the frames that cost us work and bring no request, and says when a peer has sent too many.
///
/// A frame that a well-behaved client sends in proportion to our answers, WINDOW_UPDATE, is free in that proportion.
/// Resets that the peer makes us send count like its own: a client that breaks a rule on one stream after another has
/// found another way to start work and not wait for it (CVE-2025-8671).
struct FloodGuard: Sendable {
  /// One for the stream and one for the connection.
  private static let windowUpdatesPerData = 2
  /// What a client that read nothing for a while may send at once when it reads again.
  private static let mostExpectedWindowUpdates = 1_000

  private var resets: TokenBucket
  private var controlFrames: TokenBucket
  private let continuationsPerHead: Int
  private var expectedWindowUpdates = 0
  private var continuations = 0

  init(limits: Limits) {
    continuationsPerHead = limits.continuationsPerHead
    resets = TokenBucket(burst: limits.resetBurst, perSecond: limits.resetsPerSecond)
    controlFrames = TokenBucket(burst: limits.controlFrameBurst, perSecond: limits.controlFramesPerSecond)
  }

  /// Why the connection must end, if it must.
  mutating func received(_ frame: HTTP2FrameHead, now: MonotonicTime) -> String? {
    switch frame.kind {
    case .headers:
      continuations = 0
      return nil
    case .pushPromise, .goAway:
      return nil
    case .data:
      return frame.length > 0 || frame.endsStream ? nil : control("empty DATA", now)
    case .resetStream:
      return resets.take(now: now) ? nil : "the client resets too many streams"
    case .windowUpdate:
      return windowUpdate(now)
    case .priority: return control("PRIORITY", now)
    case .settings: return control("SETTINGS", now)
    case .ping: return control("PING", now)
    case .continuation: return continuation(now)
    case nil: return control("extension", now)
    }
  }

  mutating func sentData() {
    expectedWindowUpdates = min(expectedWindowUpdates + Self.windowUpdatesPerData, Self.mostExpectedWindowUpdates)
  }

  /// We have reset a stream because of what the peer did or did not do.
  mutating func sentReset(now: MonotonicTime) -> String? {
    resets.take(now: now) ? nil : "the client makes us reset too many streams"
  }

  private mutating func continuation(_ now: MonotonicTime) -> String? {
    continuations += 1
    guard continuations <= continuationsPerHead else {
      return "the client sends a request head in more than \(continuationsPerHead) CONTINUATION frames"
    }
    return control("CONTINUATION", now)
  }

  private mutating func windowUpdate(_ now: MonotonicTime) -> String? {
    if expectedWindowUpdates > 0 {
      expectedWindowUpdates -= 1
      return nil
    }
    return control("WINDOW_UPDATE", now)
  }

  private mutating func control(_ name: StaticString, _ now: MonotonicTime) -> String? {
    controlFrames.take(now: now) ? nil : "the client sends too many frames that carry no request, the last one \(name)"
  }
}
