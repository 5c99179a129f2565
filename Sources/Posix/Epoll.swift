// SPDX-License-Identifier: Apache-2.0
private import CLinux

/// The kernel's list of descriptors to watch, and the events it reported last.
///
/// Descriptor numbers are reused at once: in one batch, the first event may make its handler close connection 7 and
/// accept a new one that is again number 7, and the second event still speaks of the old 7. So every registration
/// carries a number of its own beside the descriptor, and `next()` drops events whose registration is gone.
package struct Epoll: ~Copyable {
  private let descriptor: FileDescriptor
  /// The live registration of each descriptor number; zero is none. The kernel gives out the lowest free number, so
  /// this is as long as the most descriptors ever open at once.
  private var live: [UInt32] = []
  private var lastNumber: UInt32 = 0
  private var batch: [epoll_event]
  private var batchCount = 0
  private var position = 0

  /// - Parameter batchSize: how many events one wait may bring. 256 events are 3 KiB; what is not brought stays with
  ///   the kernel for the next wait.
  package init(batchSize: Int = 256) throws(SystemError) {
    precondition(batchSize > 0, "a batch of \(batchSize) events")
    descriptor = FileDescriptor(owning: try SystemCall.make("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    batch = Array(repeating: epoll_event(), count: batchSize)
  }

  /// Starts to watch a descriptor, level-triggered. Its owner calls `remove` before closing it.
  package mutating func add(
    _ target: borrowing FileDescriptor, for interest: EpollEvents
  ) throws(SystemError) -> EpollRegistration {
    let registration = EpollRegistration(descriptor: target.rawValue, number: nextNumber())
    try control(EPOLL_CTL_ADD, registration, interest)
    let index = Int(registration.descriptor)
    if index >= live.count { live.append(contentsOf: repeatElement(0, count: index - live.count + 1)) }
    live[index] = registration.number
    return registration
  }

  /// Changes what is watched. Nothing (`[]`) still reports hang-up and errors, which cannot be turned off.
  package func change(
    _ registration: EpollRegistration, to interest: EpollEvents
  ) throws(SystemError) {
    precondition(isLive(registration), "\(registration) was changed after its removal")
    try control(EPOLL_CTL_MOD, registration, interest)
  }

  /// Stops watching; events of this registration that were already reported are dropped.
  package mutating func remove(_ registration: EpollRegistration) throws(SystemError) {
    precondition(isLive(registration), "\(registration) was removed twice")
    live[Int(registration.descriptor)] = 0
    try control(EPOLL_CTL_DEL, registration, [])
  }

  /// Waits for events until the deadline; without one, until something happens. `next()` hands them out.
  ///
  /// The deadline is rounded up to whole milliseconds, so it has passed when a wait ends without an event.
  package mutating func wait(until deadline: MonotonicTime?) throws(SystemError) {
    position = 0
    batchCount = 0
    let epoll = descriptor.rawValue
    batchCount = try batch.withUnsafeMutableBufferPointer { events throws(SystemError) in
      // Inside the closure, the timeout is computed anew when a signal interrupts the wait.
      Int(
        try SystemCall.make("epoll_wait") {
          epoll_wait(epoll, events.baseAddress, Int32(events.count), Self.milliseconds(until: deadline))
        })
    }
  }

  /// The next event of the last wait whose registration is still live; nil when there is none left.
  package mutating func next() -> EpollEvent? {
    while position < batchCount {
      let event = batch[position]
      position += 1
      let registration = EpollRegistration(packed: event.data.u64)
      guard isLive(registration) else { continue }
      return EpollEvent(registration: registration, events: EpollEvents(rawValue: event.events))
    }
    return nil
  }

  private func isLive(_ registration: EpollRegistration) -> Bool {
    let index = Int(registration.descriptor)
    return index < live.count && live[index] == registration.number
  }

  /// Skips zero. After four billion registrations numbers come again, long after the events of the first round.
  private mutating func nextNumber() -> UInt32 {
    lastNumber = lastNumber == .max ? 1 : lastNumber + 1
    return lastNumber
  }

  private func control(
    _ operation: Int32, _ registration: EpollRegistration, _ interest: EpollEvents
  ) throws(SystemError) {
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: registration.packed))
    let epoll = descriptor.rawValue
    try SystemCall.make("epoll_ctl") { epoll_ctl(epoll, operation, registration.descriptor, &event) }
  }

  private static func milliseconds(until deadline: MonotonicTime?) -> Int32 {
    guard let deadline else { return -1 }
    let left = deadline.nanoseconds.subtractingReportingOverflow(MonotonicTime.now().nanoseconds)
    guard left.partialValue > 0, !left.overflow else { return 0 }
    return Int32(clamping: (left.partialValue - 1) / 1_000_000 + 1)
  }
}
