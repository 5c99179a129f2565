// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport

/// The manifests as they were before their latest change: of the last commit where the working copy differs from it, else of
/// the one before the commit that touched them last.
struct PreviousManifests {
  private static let find = """
    if git diff --quiet HEAD -- manifests
    then revision=$(git log -1 --format=%H -- manifests)^
    else revision=HEAD
    fi
    git rev-parse --verify --quiet "$revision^{commit}"
    """

  /// False where the history ends there, as in a shallow clone, or where this is no working copy of git.
  static func areKnown() async throws -> Bool {
    try await ShellCommand(text: find).run().exitCode == 0
  }

  /// Of the folder `manifests`.
  let path: String

  init(in folder: TemporaryFolder) async throws {
    let revision = try await ShellCommand(text: PreviousManifests.find).succeed()
      .trimmingCharacters(in: .whitespacesAndNewlines)
    path = "\(folder.path)/previous/manifests"
    _ = try await ShellCommand(
      text: """
        mkdir '\(folder.path)/previous'
        git archive '\(revision)' manifests | tar -x -C '\(folder.path)/previous'
        """
    ).succeed()
  }

  /// What a person would have applied then.
  var full: String {
    get async throws {
      let overlay = "\(path)/overlays/full"
      return try await ShellCommand(text: "[[ -e '\(overlay)' ]]").run().exitCode == 0 ? overlay : path
    }
  }
}
