// SPDX-License-Identifier: Apache-2.0
import KubeModel

/// A run in progress: what `status.run` holds. It is written before a sidecar is asked for anything, so that whoever
/// comes after a crash knows what may have been asked.
struct Run: Sendable, Equatable {
  enum Phase: String, Sendable {
    /// Waits for its cluster, or for its next attempt. Nothing was sent.
    case queued = "Queued"
    /// The sidecar may have been asked. Whether it was, its list of operations tells.
    case starting = "Starting"
    /// The sidecar has accepted it: `status.id` is its operation.
    case running = "Running"
    /// Its outcome is recorded, and the sidecar has yet to let go of the operation.
    case stopping = "Stopping"
  }

  /// The time of the schedule; nil for a run that no schedule asked for.
  var slot: Instant?
  /// The value of the annotation that asked for it.
  var trigger: String?
  /// From 1.
  var attempt = 1
  var phase = Phase.queued
  /// What is sent as `snapshotTag`.
  var snapshotTag: String
  /// The cluster that it occupies, in the object's namespace; the spec may name another one by now.
  var cluster: String?
  /// Nil for all of the cluster's.
  var datacenter: String?
  /// When it was found to be due: its place in the queue of its cluster.
  var queued: Instant
  /// A next attempt does not begin earlier.
  var notBefore: Instant?
  /// When its first attempt began: the deadline counts from here.
  var started: Instant?
  /// When this attempt was decided on.
  var intent: Instant?
  /// Restarts of the coordinator's sidecar at that time. One more, and it has forgotten its operations.
  var sidecarRestarts: Int64?

  /// No backoff limit is so patient: a higher number is not ours, and could not be counted on from.
  private static let mostAttempts: Int64 = 1_000_000

  /// It occupies its cluster.
  var isAtWork: Bool { phase != .queued }
}

extension Run {
  /// - Returns: nil for what is no run of ours; an object that CassKop left has none.
  init?(_ json: JSONValue?) {
    guard let json, let phase = json["phase"]?.string.flatMap(Phase.init(rawValue:)) else { return nil }
    self.init(
      slot: json.time("slot"), trigger: json["trigger"]?.string,
      attempt: Int(clamping: min(max(1, json["attempt"]?.integer ?? 1), Run.mostAttempts)), phase: phase,
      snapshotTag: json["snapshotTag"]?.string ?? "", cluster: json.text("cluster"),
      datacenter: json.text("datacenter"), queued: json.time("queuedTime") ?? Instant(seconds: 0),
      notBefore: json.time("notBefore"), started: json.time("startTime"), intent: json.time("intentTime"),
      sidecarRestarts: json["sidecarRestarts"]?.integer)
  }

  /// With null for what there is none of, so that nothing of another run stays behind it.
  var json: JSONValue {
    JSONValue { writer in
      writer.object { run in
        run.member("phase", phase.rawValue)
        run.member("attempt", attempt)
        run.member("snapshotTag", snapshotTag.isEmpty ? .null : JSONValue.string(snapshotTag))
        run.member("cluster", cluster.map(JSONValue.string) ?? .null)
        run.member("datacenter", datacenter.map(JSONValue.string) ?? .null)
        run.member("slot", slot.map(JSONValue.time) ?? .null)
        run.member("trigger", trigger.map(JSONValue.string) ?? .null)
        run.member("queuedTime", JSONValue.time(queued))
        run.member("notBefore", notBefore.map(JSONValue.time) ?? .null)
        run.member("startTime", started.map(JSONValue.time) ?? .null)
        run.member("intentTime", intent.map(JSONValue.time) ?? .null)
        run.member("sidecarRestarts", sidecarRestarts.map(JSONValue.integer) ?? .null)
      }
    }
  }
}
