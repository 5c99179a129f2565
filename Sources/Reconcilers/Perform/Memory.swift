// SPDX-License-Identifier: Apache-2.0
import Icarus
private import Synchronization

/// What is remembered of the runs in progress from one reconcile to the next. All of it can be lost: it only spares
/// questions, and times what is measured from when it was first seen.
final class Memory: Sendable {
  struct Entry: Sendable {
    /// Of the object that the entry is about.
    var uid: String?
    /// Of the coordinator.
    var endpoint: SidecarEndpoint?
    /// The operation is not looked at earlier.
    var nextLook: Duration?
    /// Since when the sidecar answers, and knows no operation of this run.
    var absentSince: Duration?
    /// Since when a sidecar has not said what it works on, so that nothing is started.
    var silentSince: Duration?
    /// Since when the nodes are asked for their part.
    var checkingSince: Duration?
    /// Since when the operation of a deleted object is asked to stop.
    var stoppingSince: Duration?
  }

  private let entries = Mutex<[Subject: Entry]>([:])

  subscript(_ subject: Subject) -> Entry {
    get { entries.withLock { $0[subject] ?? Entry() } }
    set { entries.withLock { $0[subject] = newValue } }
  }

  /// What is remembered of another object, which had the name before, is not of this one.
  func recall(_ subject: Subject, uid: String?) {
    entries.withLock { entries in
      if entries[subject]?.uid != uid { entries[subject] = Entry(uid: uid) }
    }
  }

  func forget(_ subject: Subject) {
    entries.withLock { _ = $0.removeValue(forKey: subject) }
  }
}
