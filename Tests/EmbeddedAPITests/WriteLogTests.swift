// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Posix
import TestSupport
import Testing

@testable import EmbeddedAPI

@Suite("The log of what was written")
struct WriteLogTests {
  private let type = ResourceType(group: "g", plural: "things")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func key(_ number: Int) -> ObjectKey { ObjectKey(namespace: "ns", name: "o\(number)") }

  private func object(_ number: Int, _ note: String) throws -> JSONValue {
    try JSONValue(text: #"{"metadata":{"name":"o\#(number)","namespace":"ns"},"note":"\#(note)"}"#)
  }

  /// Ten writes, the last of which removes two objects at once.
  /// - Returns: what the store held after each, and how long the log was then.
  private func write() throws -> [(length: Int, notes: [String])] {
    var store = ObjectStore()
    var log = try WriteLog(folder: folder.path, into: &store)
    var states = [(0, notes(store))]
    for number in 0..<9 {
      let before = store.revision
      store.put(try object(number % 4, "écrit \(number)\\n"), type, key(number % 4))
      try log.append(store.changes(after: before), of: store)
      states.append((try folder.read("objects.log").utf8.count, notes(store)))
    }
    let before = store.revision
    store.remove(type, key(0))
    store.remove(type, key(1))
    try log.append(store.changes(after: before), of: store)
    states.append((try folder.read("objects.log").utf8.count, notes(store)))
    return states
  }

  private func notes(_ store: ObjectStore) -> [String] {
    store.objects(type).map { $0["note"]?.string ?? "" } + ["revision \(store.revision)"]
  }

  @Test("everything acknowledged is there again, wherever the log was cut, and writing goes on")
  func cut() throws {
    let states = try write()
    let whole = Array(try folder.read("objects.log").utf8)
    for length in 0...whole.count {
      try folder.write("objects.log", Array(whole[..<length]))
      var store = ObjectStore()
      var log = try WriteLog(folder: folder.path, into: &store)
      let expected = states.last { $0.length <= length }
      #expect(notes(store) == expected?.notes, "cut at \(length)")
      guard length % 97 == 0 else { continue }
      let before = store.revision
      store.put(try object(9, "later"), type, key(9))
      try log.append(store.changes(after: before), of: store)
      _ = consume log
      var again = ObjectStore()
      _ = try WriteLog(folder: folder.path, into: &again)
      #expect(notes(again) == notes(store), "cut at \(length)")
    }
  }

  @Test("a log that is damaged before its end is not used, and is left alone")
  func damaged() throws {
    _ = try write()
    var bytes = Array(try folder.read("objects.log").utf8)
    bytes[20] ^= 1
    try folder.write("objects.log", bytes)
    var store = ObjectStore()
    #expect(throws: WriteLog.Damage.self) { _ = try WriteLog(folder: folder.path, into: &store) }
    #expect(Array(try folder.read("objects.log").utf8) == bytes)
  }

  @Test("a log that has grown too long is written anew, with what there is")
  func renewed() throws {
    var store = ObjectStore()
    do {
      var log = try WriteLog(folder: folder.path, shortest: 2_000, into: &store)
      for number in 0..<200 {
        let before = store.revision
        store.put(try object(number % 3, "\(number)"), type, key(number % 3))
        try log.append(store.changes(after: before), of: store)
        #expect(try folder.read("objects.log").utf8.count < 3_000)
      }
    }
    var again = ObjectStore()
    _ = try WriteLog(folder: folder.path, into: &again)
    #expect(notes(again) == notes(store))
  }

  @Test("two processes cannot write into one folder")
  func locked() throws {
    var store = ObjectStore()
    let log = try WriteLog(folder: folder.path, into: &store)
    var other = ObjectStore()
    #expect(throws: SystemError.self) { _ = try WriteLog(folder: folder.path, into: &other) }
    _ = consume log
  }
}
