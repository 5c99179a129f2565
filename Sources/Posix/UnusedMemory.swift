// SPDX-License-Identifier: Apache-2.0
private import CLinux

/// Memory that was freed, and that the C library keeps for the next time.
package enum UnusedMemory {
  /// Gives it back to the system (malloc_trim(3)). Takes milliseconds: for after something large that comes seldom.
  package static func giveBack() {
    malloc_trim(0)
  }
}
