// SPDX-License-Identifier: Apache-2.0

/// Reads the document that stands between two separators.
enum YAMLReader {
  /// Nothing for an empty document or null; a document and a problem where text follows that kubectl would not see.
  static func read(_ text: DocumentText, limits: DocumentLimits) -> [Result<ReadDocument, Problem>] {
    do throws(Problem) {
      var parser = try YAMLParser(text.bytes, firstLine: text.position.line)
      let graph = try firstDocument(of: &parser, limits: limits)
      var results: [Result<ReadDocument, Problem>] = []
      if let graph, !graph.isNull {
        results.append(Result { () throws(Problem) in try ReadDocument(yaml: graph, limits: limits) })
      }
      if graph != nil, let rest = problemBehindDocument(&parser) { results.append(.failure(rest)) }
      return results
    } catch {
      return [.failure(error)]
    }
  }

  private static func firstDocument(
    of parser: inout YAMLParser, limits: DocumentLimits
  ) throws(Problem) -> YAMLGraph? {
    var builder = YAMLGraphBuilder(limits: limits)
    while true {
      let event = try parser.next()
      switch event.kind {
      case .documentEnd, .streamEnd: return builder.graph
      default: try builder.take(event)
      }
    }
  }

  /// kubectl takes the first document between two separators. What a line of `...`, or an indentation smaller than the
  /// first one, makes a second is lost without a word.
  private static func problemBehindDocument(_ parser: inout YAMLParser) -> Problem? {
    let message = "from here to the next `---` kubectl reads nothing; check the indentation, or write `---` before it"
    do throws(Problem) {
      let event = try parser.next()
      if case .streamEnd = event.kind { return nil }
      return Problem(position: event.position, message: message)
    } catch {
      return Problem(position: error.position, message: message)
    }
  }
}
