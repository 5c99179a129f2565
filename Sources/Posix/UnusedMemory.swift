// SPDX-License-Identifier: Apache-2.0
private import CLinux

/// Memory that was freed, and that the C library keeps for the next time.
package enum UnusedMemory {
  /// Gives it back to the system (malloc_trim(3)). Takes milliseconds: for after something large that comes seldom.
  package static func giveBack() {
    malloc_trim(0)
  }

  /// Lets all threads take from one store (mallopt(3), `M_ARENA_MAX`). Else glibc makes a store for each new thread, up to
  /// eight for each processor, and what is free in one is of no use to the others. For before there are many threads.
  package static func keepInOnePlace() {
    mallopt(M_ARENA_MAX, 1)
  }
}
