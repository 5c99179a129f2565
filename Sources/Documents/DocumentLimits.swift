// SPDX-License-Identifier: Apache-2.0

/// What one file may cost us. Files may come from a stranger's pull request.
package struct DocumentLimits: Sendable {
  /// An API server takes no body over 3 MiB, so the largest sensible file is a dump of many objects: 16 MiB holds about
  /// 10,000 backups with their status.
  package var fileBytes = 16 << 20

  /// Of one document as JSON, aliases expanded. YAML without aliases hardly grows.
  package var documentBytes = 16 << 20

  /// Values of one document, and steps taken to expand its aliases and merges, so that nine lines of aliases do not
  /// become a billion values. The dump above has about 600,000 values.
  package var values = 2_000_000

  /// Lists and mappings inside each other. Custom resources stay below 30; Swift's stack allows far more than this.
  package var depth = 200

  /// A file that is only separators must not become millions of results.
  package var documents = 50_000

  package init() {}
}
