// SPDX-License-Identifier: Apache-2.0
import KubeModel
private import Synchronization

/// Looks for signs that CassKop's backup controller is at work on the same objects. Two that run each backup are worse
/// than none.
final class RivalWatch: Sendable {
  /// CassKop's note of what it has handled: the object as JSON.
  static let annotation = "cassandrabackups.db.orange.com/last-applied-configuration"

  private let isTolerant: Bool
  private let beginning: Instant?
  private let sign = Mutex<ObjectKey?>(nil)

  /// - Parameters:
  ///   - isTolerant: somebody has decided that it does not matter.
  ///   - beginning: since when Cassette leads here; what CassKop did before is of no interest. Nil where nobody can say.
  init(_ isTolerant: Bool, since beginning: Instant?) {
    self.isTolerant = isTolerant
    self.beginning = beginning
  }

  /// An object that CassKop has handled although Cassette was there when it was made; nil for none so far.
  var found: ObjectKey? { sign.withLock { $0 } }

  func look(at object: KubeObject) {
    guard !isTolerant, let key = object.key, isHandled(object) else { return }
    sign.withLock { $0 = key }
  }

  /// The note is of this very object and no copy that came along with a file, and the object is not older than Cassette.
  private func isHandled(_ object: KubeObject) -> Bool {
    guard let beginning, let created = object.metadata?.time("creationTimestamp"), created > beginning,
      let note = object.annotation(Self.annotation), let uid = object.uid,
      let handled = try? JSONValue(parsing: Array(note.utf8))
    else { return false }
    return handled["metadata"]?["uid"]?.string == uid
  }
}
