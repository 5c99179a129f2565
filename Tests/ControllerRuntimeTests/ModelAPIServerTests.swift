// SPDX-License-Identifier: Apache-2.0
import KubeModel
import TestSupport
import Testing

@Suite("The model of an API server", .timeLimit(.minutes(1)))
struct ModelAPIServerTests {
  private let server = ModelAPIServer()

  private func list(_ continuation: String? = nil, in namespace: String? = nil) async throws -> ObjectList {
    try await server.list(Toys.resource, in: namespace, ListPage(limit: 2, continuation: continuation))
  }

  private func colour(_ name: String) async throws -> String? {
    try await server.get(Toys.resource, Toys.key(name)).spec?["colour"]?.string
  }

  private func merge(_ text: String) throws -> ObjectPatch { .merge(try JSONValue(parsing: Array(text.utf8))) }

  @Test("a list is of one version on all its pages, whatever happens meanwhile")
  func snapshot() async throws {
    for name in ["ball", "bear", "doll"] { try server.put(name) }
    let first = try await list()
    try server.delete("doll")
    try server.put("kite")
    let second = try await list(first.continuation)
    #expect((first.objects + second.objects).compactMap(\.name) == ["ball", "bear", "doll"])
    #expect(first.resourceVersion == second.resourceVersion)
    #expect(second.continuation == nil)
    #expect(try await list(in: "elsewhere").objects.isEmpty)
  }

  @Test("a list is of the objects that have all the labels of its selector, on all its pages")
  func selector() async throws {
    for name in ["ball", "bear", "doll", "kite"] { try server.put(name) }
    for (name, size) in [("ball", "small"), ("bear", "large"), ("doll", "small"), ("kite", "small")] {
      let labels = #"{"metadata":{"labels":{"size":"\#(size)","age":"\#(name == "doll" ? "new" : "old")"}}}"#
      _ = try await server.patch(Toys.resource, Toys.key(name), try merge(labels), subresource: nil)
    }
    var page = ListPage(limit: 1, labelSelector: "size=small,age=old")
    let first = try await server.list(Toys.resource, in: nil, page)
    page.continuation = first.continuation
    let second = try await server.list(Toys.resource, in: nil, page)
    #expect((first.objects + second.objects).compactMap(\.name) == ["ball", "kite"])
    #expect(second.continuation == nil)
    await #expect(throws: KubeError.self) {
      try await server.list(Toys.resource, in: nil, ListPage(limit: 1, labelSelector: "size in (small)"))
    }
  }

  @Test("a list cannot be continued, and a watch not begun, at a version that was compacted")
  func compaction() async throws {
    for name in ["ball", "bear", "doll"] { try server.put(name) }
    let first = try await list()
    server.compact()
    #expect(try await list(first.continuation).objects.count == 1)
    try server.put("kite")
    server.compact()
    await #expect { _ = try await list(first.continuation) } throws: { ($0 as? KubeError)?.isGone == true }
    await #expect {
      _ = try await server.watch(Toys.resource, in: nil, since: first.resourceVersion)
    } throws: { ($0 as? KubeError)?.isGone == true }
    _ = try await server.watch(Toys.resource, in: nil, since: try await list().resourceVersion)
  }

  @Test("a version that never was is refused", arguments: ["", "0", "-1", "99", "one"])
  func invention(version: String) async throws {
    await #expect { _ = try await server.watch(Toys.resource, in: nil, since: version) } throws: {
      ($0 as? KubeError)?.code == 400
    }
  }

  @Test("a watch tells what happened since, then what happens, to its kind and namespace, and of the deleted the last")
  func watch() async throws {
    let version = try await list().resourceVersion
    try server.put("ball")
    let watch = try await server.watch(Toys.resource, in: "nursery", since: version)
    let other = KubeResource(group: "", version: "v1", plural: "pods", kind: "Pod")
    try server.put(other, Toys.object("elsewhere"))
    try server.put("ball", colour: "blue")
    try server.delete("ball")
    server.bookmark()
    var told: [String] = []
    for _ in 0..<4 {
      switch try await watch.next() {
      case .added(let object): told.append("added \(object.spec?["colour"]?.string ?? "")")
      case .modified(let object): told.append("modified \(object.spec?["colour"]?.string ?? "")")
      case .deleted(let object): told.append("deleted \(object.spec?["colour"]?.string ?? "")")
      case .bookmark(let version): told.append("bookmark \(version)")
      case let event: told.append("\(String(describing: event))")
      }
    }
    #expect(told == ["added red", "modified blue", "deleted blue", "bookmark 5"])
  }

  @Test("a write on a version that has passed conflicts, and changes nothing")
  func conflict() async throws {
    try server.put("ball")
    let patch = try merge(#"{"metadata":{"resourceVersion":"2"},"spec":{"colour":"blue"}}"#)
    _ = try await server.patch(Toys.resource, Toys.key("ball"), patch, subresource: nil)
    await #expect {
      _ = try await server.patch(Toys.resource, Toys.key("ball"), patch, subresource: nil)
    } throws: { ($0 as? KubeError)?.isConflict == true }
    #expect(try await colour("ball") == "blue")
    await #expect { _ = try await server.create(Toys.resource, in: nil, Toys.object("ball")) } throws: {
      ($0 as? KubeError)?.code == 409
    }
  }

  @Test("the status has a door of its own, and only a change of the spec makes a new generation")
  func status() async throws {
    let made = try await server.create(Toys.resource, in: nil, Toys.object("ball"))
    let patch = try merge(#"{"spec":{"colour":"blue"},"status":{"state":"flat"}}"#)
    let inner = try await server.patch(Toys.resource, Toys.key("ball"), patch, subresource: .status)
    #expect(inner.spec == made.spec && inner.status?["state"]?.string == "flat" && inner.generation == 1)
    let outer = try await server.patch(
      Toys.resource, Toys.key("ball"), try merge(#"{"spec":{"colour":"blue"},"status":null}"#), subresource: nil)
    #expect(outer.spec?["colour"]?.string == "blue" && outer.status == inner.status && outer.generation == 2)
    #expect(outer.uid == made.uid)
  }

  @Test("an object with finalizers is gone when the last of them is")
  func finalizers() async throws {
    try server.put("ball")
    let key = Toys.key("ball")
    _ = try await server.patch(
      Toys.resource, key, try merge(#"{"metadata":{"finalizers":["a.b/c"]}}"#), subresource: nil)
    try server.delete("ball")
    #expect(try await server.get(Toys.resource, key).isBeingDeleted)
    _ = try await server.patch(Toys.resource, key, try merge(#"{"metadata":{"finalizers":null}}"#), subresource: nil)
    await #expect { _ = try await server.get(Toys.resource, key) } throws: { ($0 as? KubeError)?.isNotFound == true }
  }
}
