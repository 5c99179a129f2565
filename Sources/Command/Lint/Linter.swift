// SPDX-License-Identifier: Apache-2.0
import Backups
import Documents
import KubeModel
import ManifestFacts
import Policy

/// Judges the documents of files as the webhook would judge them if they were applied in their order: a document whose
/// object came before is an update of it.
struct Linter {
  var judge: Judge
  var facts: any FactSource
  var now: Instant

  /// - Returns: what there is to say, in the order of the documents.
  func findings(in documents: [SourceDocument]) -> [LintFinding] {
    var before: [Subject: KubeObject] = [:]
    return documents.flatMap { document in
      let object = KubeObject(document.value)
      guard let kind = SubjectKind(object) else { return [] as [LintFinding] }
      // An object whose name the API server has yet to make is new each time.
      let old = object.name == nil ? nil : before.updateValue(object, forKey: Subject(kind: kind, key: object.identity))
      return notes(document, object) + verdict(on: Candidate(kind: kind, new: object, old: old), document)
    }
  }

  private struct Subject: Hashable {
    var kind: SubjectKind
    var key: ObjectKey
  }

  private func verdict(on candidate: Candidate, _ document: SourceDocument) -> [LintFinding] {
    judge.verdict(on: candidate, facts: facts, now: now).findings.map { finding in
      LintFinding(
        file: document.file, position: document.position(of: finding.path), object: LintedObject(candidate.new),
        finding: finding)
    }
  }

  private func notes(_ document: SourceDocument, _ object: KubeObject) -> [LintFinding] {
    document.notes.map { note in
      let finding = Finding(Catalogue.schema, .warn, at: note.path, .remark, note.message)
      return LintFinding(file: document.file, position: note.position, object: LintedObject(object), finding: finding)
    }
  }
}
