// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "CLinux.h"

int CLinux_accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags) {
  return accept4(descriptor, address, length, flags);
}

static int unmap_pages_of(struct dl_phdr_info *file, size_t size, void *page) {
  (void)size;
  const uintptr_t mask = ~(*(const uintptr_t *)page - 1);
  for (int i = 0; i < file->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &file->dlpi_phdr[i];
    // What is written to, if only by the loader, is not the same in the file.
    if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
    const uintptr_t start = (file->dlpi_addr + segment->p_vaddr) & mask;
    const uintptr_t end = file->dlpi_addr + segment->p_vaddr + segment->p_memsz;
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void CLinux_unmap_file_pages(void) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  dl_iterate_phdr(unmap_pages_of, &page);
}
