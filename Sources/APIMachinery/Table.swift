// SPDX-License-Identifier: Apache-2.0
package import KubeModel

/// Objects as `kubectl get` prints them (meta.k8s.io, `Table`).
package struct Table: Sendable {
  /// What a row carries of its object (`includeObject`).
  package enum Inclusion: String, Sendable {
    case none = "None"
    case metadata = "Metadata"
    case object = "Object"
  }

  package struct Options: Sendable {
    /// `v1` or `v1beta1` of meta.k8s.io.
    package var version: String
    package var inclusion: Inclusion
    /// False after the first event of a watch.
    package var hasHeaders: Bool

    package init(version: String = "v1", inclusion: Inclusion = .metadata, hasHeaders: Bool = true) {
      (self.version, self.inclusion, self.hasHeaders) = (version, inclusion, hasHeaders)
    }
  }

  private let columns: [PrinterColumn]
  private let objects: [JSONValue]
  private let metadata: JSONValue
  private let options: Options
  private let now: Instant

  /// - Parameters:
  ///   - columns: of the resource.
  ///   - objects: of one version of that resource.
  ///   - metadata: of the list, or of a single object: what it has of `resourceVersion`, `continue` and
  ///     `remainingItemCount` is told.
  ///   - now: what ages are counted from.
  package init(
    _ columns: [PrinterColumn], of objects: [JSONValue], metadata: JSONValue, options: Options = Options(), now: Instant
  ) {
    (self.columns, self.objects, self.metadata) = (columns, objects, metadata)
    (self.options, self.now) = (options, now)
  }

  package var json: JSONValue {
    JSONValue { writer in
      writer.object { table in
        table.member("kind", "Table")
        table.member("apiVersion", "meta.k8s.io/\(options.version)")
        table.name("metadata")
        table.object { object in
          for name in ["resourceVersion", "continue", "remainingItemCount"] {
            if let value = metadata[name] { object.member(name, value) }
          }
        }
        table.name("columnDefinitions")
        if options.hasHeaders { writeHeaders(into: &table) } else { table.null() }
        table.name("rows")
        table.array { rows in
          for object in objects { write(object, into: &rows) }
        }
      }
    }
  }

  private func writeHeaders(into writer: inout JSONWriter) {
    writer.array { array in
      for column in columns {
        array.object { object in
          object.member("name", column.name)
          object.member("type", column.type)
          object.member("format", column.format)
          object.member("description", column.description)
          object.member("priority", column.priority)
        }
      }
    }
  }

  private func write(_ object: JSONValue, into writer: inout JSONWriter) {
    writer.object { row in
      row.name("cells")
      row.array { cells in
        for column in columns { cells.value(column.cell(object, now)) }
      }
      row.name("object")
      switch options.inclusion {
      case .none: row.null()
      case .metadata: row.value(object.partialMetadata(version: options.version))
      case .object: row.value(object)
      }
    }
  }
}

extension JSONValue {
  /// The object without all but its metadata (meta.k8s.io, `PartialObjectMetadata`).
  /// - Parameter version: `v1` or `v1beta1`.
  package func partialMetadata(version: String) -> JSONValue {
    JSONValue { writer in
      writer.object { object in
        object.member("kind", "PartialObjectMetadata")
        object.member("apiVersion", "meta.k8s.io/\(version)")
        object.member("metadata", self["metadata"] ?? JSONValue { $0.object { _ in } })
      }
    }
  }
}
