// SPDX-License-Identifier: Apache-2.0
import Documents
import KubeModel

typealias Item = Result<SourceDocument, DocumentError>

func read(_ text: String, limits: DocumentLimits = DocumentLimits()) -> [Item] {
  DocumentReader.documents(in: Array(text.utf8), file: "a.yaml", limits: limits)
}

/// Each document as compact JSON, each failure as `line:column message`.
func summary(_ items: [Item]) -> [String] {
  items.map { item in
    switch item {
    case .success(let document): String(decoding: document.value.rawBytes, as: UTF8.self)
    case .failure(let error): "\(error.position) \(error.message)"
    }
  }
}

func places(_ text: String) -> [SourcePosition] {
  read(text).compactMap { item in
    if case .failure(let error) = item { error.position } else { nil }
  }
}

func documents(_ text: String) -> [SourceDocument] {
  read(text).compactMap { try? $0.get() }
}
