// SPDX-License-Identifier: Apache-2.0
private import Glibc

/// How many descriptors this process may have open (RLIMIT_NOFILE).
package struct DescriptorLimit: Equatable, Sendable {
  /// What the kernel enforces now.
  package let soft: UInt64
  /// How far the process may raise it by itself.
  package let hard: UInt64

  package static func current() throws(SystemError) -> DescriptorLimit {
    var limit = rlimit()
    try SystemCall.make("getrlimit") { getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) }
    return DescriptorLimit(soft: UInt64(limit.rlim_cur), hard: UInt64(limit.rlim_max))
  }

  /// Raises the soft limit to the hard one. The usual soft limit, 1,024, exists for programs that use select(2), whose
  /// sets end there; a server with epoll has no reason to stay below.
  /// - Returns: the limit that holds from now on.
  @discardableResult
  package static func raise() throws(SystemError) -> DescriptorLimit {
    let limit = try current()
    guard limit.soft < limit.hard else { return limit }
    var raised = rlimit(rlim_cur: rlim_t(limit.hard), rlim_max: rlim_t(limit.hard))
    try SystemCall.make("setrlimit") { setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) }
    return try current()
  }
}
