// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel
internal import Posix

/// The one owner of the objects: changes them one write after the other, keeps each before it counts, and tells watches.
actor Database {
  private(set) var store = ObjectStore()
  private(set) var resources: ServedResources
  private var log: WriteLog?
  private var waiting: [Int: (revision: Int64, continuation: CheckedContinuation<Void, Never>)] = [:]
  private var nextID = 0
  private var isClosed = false

  /// - Parameter folder: where objects are kept over restarts; nil for nowhere.
  init(folder: String?) throws {
    var store = ObjectStore()
    log = try folder.map { try WriteLog(folder: $0, into: &store) }
    self.store = store
    resources = ServedResources(store)
  }

  /// Changes objects, all or nothing.
  func write<Result: Sendable>(
    _ body: @Sendable (inout ObjectStore) throws(APIFailure) -> Result
  ) throws(APIFailure) -> Result {
    let before = store.revision
    do throws(APIFailure) {
      let result = try body(&store)
      try keep(since: before)
      return result
    } catch {
      store.rollBack(to: before)
      throw error
    }
  }

  func forgetHistory() { store.forget(count: 0) }

  private func keep(since revision: Int64) throws(APIFailure) {
    // They were made just now, so they are remembered.
    guard let changes = try? Array(store.changes(after: revision)), !changes.isEmpty else { return }
    guard store.bytes <= ObjectStore.objectBytes else { throw .full }
    do {
      try log?.append(changes, of: store)
    } catch {
      throw .internalError("the write could not be kept: \(error)")
    }
    if changes.contains(where: { $0.type == .definitions }) { resources = ServedResources(store) }
    store.forget()
    wake { $0 < store.revision }
  }

  // MARK: Watches

  /// Returns once there are changes after a revision, or the task is cancelled, or nothing will change any more.
  func changed(after revision: Int64) async {
    nextID += 1
    let id = nextID
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard store.revision <= revision, !isClosed, !Task.isCancelled else { return continuation.resume() }
        waiting[id] = (revision, continuation)
      }
    } onCancel: {
      Task { await self.forget(id) }
    }
  }

  /// Watches end.
  func close() {
    isClosed = true
    wake { _ in true }
  }

  /// What a watch goes on with; nil once watches end.
  func changes(after revision: Int64, atMost count: Int) throws(ObjectStore.NotAvailable) -> [Change]? {
    isClosed ? nil : Array(try store.changes(after: revision).prefix(count))
  }

  private func forget(_ id: Int) { waiting.removeValue(forKey: id)?.continuation.resume() }

  private func wake(_ isMeant: (Int64) -> Bool) {
    for (id, watch) in waiting where isMeant(watch.revision) {
      waiting[id] = nil
      watch.continuation.resume()
    }
  }
}
