// SPDX-License-Identifier: Apache-2.0
internal import APIMachinery
internal import KubeModel
internal import Posix

/// What was changed, on disk. A write counts once its line is whole and there to stay.
struct WriteLog: ~Copyable {
  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  /// When the log is longer than this, and than the objects it leads to four times over, it is written anew.
  private static let usualShortest = 4 << 20
  private static let chunk = 1 << 20

  private let path: String
  private var file: AppendedFile
  private let shortest: Int

  /// Reads the log of a folder, which is made if it is missing.
  init(folder: String, shortest: Int = usualShortest, into store: inout ObjectStore) throws {
    try AppendedFile.makeFolder(folder)
    let path = folder + "/objects.log"
    var file = try AppendedFile(path)
    var (reader, offset) = (LogReader(), 0)
    do {
      while case let bytes = try file.read(from: offset, atMost: Self.chunk), !bytes.isEmpty {
        try reader.read(bytes, into: &store)
        offset += bytes.count
      }
    } catch let error as LogReader.Damage {
      throw Unusable(description: "\(path) is damaged at byte \(error.offset); move it away to begin anew")
    }
    if reader.good < file.count { try file.truncate(to: reader.good) }
    (self.path, self.shortest) = (path, shortest)
    self.file = file
  }

  /// Returns once the changes cannot be lost any more.
  mutating func append(_ changes: some Collection<Change>, of store: ObjectStore) throws(SystemError) {
    guard !changes.isEmpty else { return }
    try file.append(LogLine(changes.map { LogLine.Entry($0) }).bytes)
    guard file.count > max(shortest, 4 * store.bytes) else { return }
    // The log that is there goes on to count if no other can be written.
    try? renew(store)
  }

  private mutating func renew(_ store: ObjectStore) throws(SystemError) {
    var fresh = try AppendedFile(path + ".new")
    try fresh.truncate(to: 0)
    for type in store.types {
      let entries = store.objects(type).compactMap { object in
        KubeObject(object).key.map { LogLine.Entry(type: type, key: $0, revision: store.revision, object: object) }
      }
      guard !entries.isEmpty else { continue }
      try fresh.append(LogLine(entries).bytes)
    }
    file = try fresh.moved(to: path)
  }
}
