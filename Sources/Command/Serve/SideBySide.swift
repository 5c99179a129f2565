// SPDX-License-Identifier: Apache-2.0
import ServiceLifecycle

/// Services that stop at the same time, where a group would stop one after the other.
struct SideBySide: Service {
  let services: [any Service]

  func run() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for service in services { group.addTask { try await service.run() } }
    }
  }
}
