// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("What a log of writes tells")
struct LogReaderTests {
  private let type = ResourceType(group: "g", plural: "things")

  private func key(_ number: Int) -> ObjectKey { ObjectKey(namespace: "ns", name: "o\(number)") }

  private func notes(_ store: ObjectStore) -> [String] {
    store.objects(type).map { $0["note"]?.string ?? "" } + ["revision \(store.revision)"]
  }

  /// Ten writes, the last of which removes two objects at once.
  private func written() throws -> (log: [UInt8], states: [(length: Int, notes: [String])]) {
    var (store, log) = (ObjectStore(), [UInt8]())
    var states = [(0, notes(store))]
    for number in 0..<10 {
      let before = store.revision
      if number == 9 {
        for gone in 0...1 { store.remove(type, key(gone)) }
      } else {
        let text = #"{"metadata":{"name":"o\#(number % 4)","namespace":"ns"},"note":"écrit \#(number)\n"}"#
        store.put(try JSONValue(text: text), type, key(number % 4))
      }
      log += LogLine(try store.changes(after: before).map { LogLine.Entry($0) }).bytes
      states.append((log.count, notes(store)))
    }
    return (log, states)
  }

  @Test(
    "every write that is whole is told, wherever the log was cut, in whatever pieces it is read",
    arguments: [1, 100, 10_000])
  func cut(piece: Int) throws {
    let (log, states) = try written()
    // Byte by byte it takes a while, and says the same at every fiftieth.
    for length in 0...log.count where piece > 1 || length % 50 == 0 {
      var (reader, store) = (LogReader(), ObjectStore())
      for start in stride(from: 0, to: length, by: piece) {
        try reader.read(Array(log[start..<min(start + piece, length)]), into: &store)
      }
      let expected = states.last { $0.length <= length }
      #expect(notes(store) == expected?.notes && reader.good == expected?.length, "cut at \(length)")
    }
  }

  @Test("a byte that is another one is found, unless it is in the last line, which is left out then")
  func damaged() throws {
    let (log, states) = try written()
    let last = states[states.count - 2]
    // Not the end of the line before: without it the two are one torn line.
    for place in stride(from: 0, to: log.count, by: 5) where place != last.length - 1 {
      var (reader, store, bytes) = (LogReader(), ObjectStore(), log)
      bytes[place] ^= 1
      if place < last.length {
        #expect(throws: LogReader.Damage.self, "at \(place)") { try reader.read(bytes, into: &store) }
      } else {
        try reader.read(bytes, into: &store)
        #expect(reader.good == last.length && notes(store) == last.notes, "at \(place)")
      }
    }
  }
}
