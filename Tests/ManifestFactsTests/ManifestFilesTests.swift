// SPDX-License-Identifier: Apache-2.0
import Documents
import Foundation
import KubeModel
import TestSupport
import Testing

@testable import ManifestFacts

@Suite("Manifest files")
struct ManifestFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Below the folder.
  private func list() throws -> [String] {
    try ManifestFiles.list(folder.path).map { String($0.dropFirst(folder.path.count + 1)) }
  }

  @Test("a folder's manifests are listed in the order of their names, folders in between")
  func order() throws {
    for name in ["b.yaml", "a.json", "c/z.yml", "c/a.yaml", "c/d/x.yaml", "B.yaml", "d.yaml"] {
      try folder.write(name, "")
    }
    #expect(try list() == ["B.yaml", "a.json", "b.yaml", "c/a.yaml", "c/d/x.yaml", "c/z.yml", "d.yaml"])
  }

  @Test("other endings do not count")
  func endings() throws {
    for name in ["a.txt", "yaml", "a.yaml.bak", "README.md", "a.YAML", "a.yaml~", "good.yaml"] {
      try folder.write(name, "")
    }
    #expect(try list() == ["good.yaml"])
  }

  @Test("hidden files and folders do not count")
  func hidden() throws {
    for name in [".a.yaml", ".git/b.yaml", "..data/c.yaml", "c/.d.yaml"] { try folder.write(name, "") }
    #expect(try list() == [])
  }

  @Test("links to files count, links to folders, devices and nothing do not")
  func links() throws {
    try folder.write("real/a.yaml", "")
    try folder.link("file.yaml", to: "real/a.yaml")
    try folder.link("folder.yaml", to: "real")
    try folder.link("device.yaml", to: "/dev/zero")
    try folder.link("nothing.yaml", to: "gone.yaml")
    try folder.link("self.yaml", to: "self.yaml")
    #expect(try list() == ["file.yaml", "real/a.yaml"])
  }

  @Test("a loop of links ends")
  func loop() throws {
    try folder.write("a/b/x.yaml", "")
    try folder.link("a/b/up", to: "..")
    try folder.link("a/root", to: folder.path)
    #expect(try list() == ["a/b/x.yaml"])
  }

  @Test("a folder whose name looks like a file's is a folder")
  func folderName() throws {
    try folder.write("a.yaml/b.yaml", "")
    #expect(try list() == ["a.yaml/b.yaml"])
  }

  @Test("a file is itself, whatever its name")
  func file() throws {
    try folder.write("notes", "")
    #expect(try ManifestFiles.list(folder.file("notes")) == [folder.file("notes")])
  }

  @Test("a link to a folder may be the folder itself")
  func linkedRoot() throws {
    try folder.write("real/a.yaml", "")
    try folder.link("link", to: "real")
    #expect(try ManifestFiles.list(folder.file("link")) == [folder.file("link/a.yaml")])
    #expect(try ManifestFiles.list(folder.file("link/")) == [folder.file("link/a.yaml")])
  }

  @Test("a missing path is an error that names it")
  func missing() {
    let path = folder.file("gone")
    #expect(throws: FileError(path: path, reason: "no such file or folder")) { try ManifestFiles.list(path) }
    #expect(throws: FileError(path: path, reason: "No such file or directory")) {
      try ManifestFiles.documents(at: path)
    }
  }

  @Test("a folder is no file")
  func folderAsFile() {
    #expect(throws: FileError(path: folder.path, reason: "Is a directory")) {
      try ManifestFiles.documents(at: folder.path)
    }
  }

  @Test("a file without end is refused, not read for ever")
  func endless() {
    #expect(throws: FileError.self) { try ManifestFiles.documents(at: "/dev/zero") }
  }

  @Test("a file at the bound is read, one byte more is not")
  func bound() throws {
    try folder.write("a", "12345")
    #expect(try FileBytes.read(folder.file("a"), limit: 5) == Array("12345".utf8))
    let reason = "it has more than the 4 bytes that are read of a file"
    #expect(throws: FileError(path: folder.file("a"), reason: reason)) {
      try FileBytes.read(folder.file("a"), limit: 4)
    }
  }

  @Test("an error is one line")
  func text() {
    #expect(FileError(path: "a/b", reason: "no").description == "a/b: no")
  }

  @Test("documents come in order, a broken one in its place")
  func documents() throws {
    try folder.write("a.yaml", "a: 1\n---\n- 1\n---\nb: 2\n")
    let results = try ManifestFiles.documents(at: folder.file("a.yaml"))
    #expect(results.map { (try? $0.get())?.value.members.first?.name } == ["a", nil, "b"])
  }
}
