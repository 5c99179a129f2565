// SPDX-License-Identifier: Apache-2.0

/// Something happened to a watched descriptor.
package struct EpollEvent: Equatable, Sendable {
  package let registration: EpollRegistration
  package let events: EpollEvents
}
