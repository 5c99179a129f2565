// SPDX-License-Identifier: Apache-2.0
import KubeModel
import Posix
import TestSupport
import Testing

@testable import APIMachinery
@testable import EmbeddedAPI

@Suite("The log of writes on disk")
struct WriteLogTests {
  private let type = ResourceType(group: "g", plural: "things")
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ number: Int, _ store: inout ObjectStore, _ log: inout WriteLog) throws {
    let before = store.revision
    let name = "o\(number % 3)"
    store.put(
      try JSONValue(text: #"{"metadata":{"name":"\#(name)","namespace":"ns"},"note":\#(number)}"#), type,
      ObjectKey(namespace: "ns", name: name))
    try log.append(store.changes(after: before), of: store)
  }

  private func read() throws -> ObjectStore {
    var store = ObjectStore()
    _ = try WriteLog(folder: folder.path, into: &store)
    return store
  }

  @Test("what was appended is there again, a torn line is cut off, and writing goes on behind the good ones")
  func torn() throws {
    var store = ObjectStore()
    do {
      var log = try WriteLog(folder: folder.path, into: &store)
      for number in 0..<3 { try write(number, &store, &log) }
    }
    try folder.write("objects.log", try folder.read("objects.log") + "12345678[{\"revis")
    do {
      var again = ObjectStore()
      var log = try WriteLog(folder: folder.path, into: &again)
      #expect(again.objects(type) == store.objects(type) && again.revision == store.revision)
      try write(3, &again, &log)
      store = again
    }
    #expect(try read().objects(type) == store.objects(type))
  }

  @Test("a log that is damaged before its end is named, and left alone")
  func damaged() throws {
    try folder.write("objects.log", "rubbish\nmore\n")
    let error = #expect(throws: WriteLog.Unusable.self) { try read() }
    #expect(error?.description == "\(folder.path)/objects.log is damaged at byte 0; move it away to begin anew")
    #expect(try folder.read("objects.log") == "rubbish\nmore\n")
  }

  @Test("a log that has grown too long is written anew, with what there is")
  func renewed() throws {
    var store = ObjectStore()
    do {
      var log = try WriteLog(folder: folder.path, shortest: 600, into: &store)
      for number in 0..<20 { try write(number, &store, &log) }
    }
    #expect(try folder.read("objects.log").utf8.count < 2_000)
    let again = try read()
    #expect(again.objects(type) == store.objects(type) && again.revision == store.revision)
  }

  @Test("two processes cannot write into one folder")
  func locked() throws {
    var store = ObjectStore()
    let log = try WriteLog(folder: folder.path, into: &store)
    #expect(throws: SystemError.self) { try read() }
    _ = consume log
  }
}
