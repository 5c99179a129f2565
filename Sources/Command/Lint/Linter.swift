// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy

/// Judges the documents of files as the webhook would judge them if they were applied in their order: a document whose
/// object came before is an update of it.
struct Linter {
  /// For what one document names and only the cluster knows.
  private static let lookUp = Duration.seconds(10)

  var judge: Judge
  var facts: any FactProvider
  /// What objects without a namespace belong to.
  var namespace = "default"
  var now: Instant

  /// - Returns: what there is to say, in the order of the documents.
  func findings(in documents: [SourceDocument]) async -> [LintFinding] {
    var before: [Subject: KubeObject] = [:]
    var findings: [LintFinding] = []
    for document in documents {
      let object = KubeObject(document.value).placed(in: namespace)
      guard let kind = SubjectKind(object) else { continue }
      // An object whose name the API server has yet to make is new each time.
      let old = object.name == nil ? nil : before.updateValue(object, forKey: Subject(kind: kind, key: object.identity))
      findings += notes(document)
      findings += await verdict(on: Candidate(kind: kind, new: object, old: old), document)
    }
    return findings
  }

  private struct Subject: Hashable {
    var kind: SubjectKind
    var key: ObjectKey
  }

  private func verdict(on candidate: Candidate, _ document: SourceDocument) async -> [LintFinding] {
    let verdict = await judge.verdict(on: candidate, facts: facts, lookUp: Linter.lookUp, now: now)
    return verdict.findings.map { finding in
      LintFinding(
        file: document.file, position: document.position(of: finding.path),
        object: LintedObject(KubeObject(document.value)),
        finding: finding)
    }
  }

  private func notes(_ document: SourceDocument) -> [LintFinding] {
    document.notes.map { note in
      let finding = Finding(Catalogue.schema, .warn, at: note.path, .remark, note.message)
      return LintFinding(
        file: document.file, position: note.position, object: LintedObject(KubeObject(document.value)), finding: finding
      )
    }
  }
}
