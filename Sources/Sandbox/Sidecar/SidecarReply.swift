// SPDX-License-Identifier: Apache-2.0
package import Outbound

/// What becomes of a request to a sidecar.
package enum SidecarReply: Sendable, Equatable {
  case answer(OutboundResponse)
  /// No byte comes back as long as the fault lasts.
  case silence
  /// The connection is dropped without an answer. Whether the request was acted upon, the client cannot know.
  case cut
  /// Nobody listens there.
  case refused
}
