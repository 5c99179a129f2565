// SPDX-License-Identifier: Apache-2.0
private import CLinux

/// Memory that this process holds though nobody needs it.
package enum UnusedMemory {
  /// Gives back to the system what was freed and the C library keeps for the next time (malloc_trim(3)), and what is mapped
  /// of the program's file: most of that only starting needed, and what is still needed comes back page by page. Takes
  /// milliseconds: for after the start, and after something large that comes seldom.
  package static func giveBack() {
    malloc_trim(0)
    CLinux_unmap_file_pages()
  }

  /// Lets all threads take from one store (mallopt(3), `M_ARENA_MAX`). Else glibc makes a store for each new thread, up to
  /// eight for each processor, and what is free in one is of no use to the others. For before there are many threads.
  package static func keepInOnePlace() {
    mallopt(M_ARENA_MAX, 1)
  }
}
