// SPDX-License-Identifier: Apache-2.0
// What Swift's Glibc module leaves out.
#ifndef CLINUX_H
#define CLINUX_H

#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// accept4 is a GNU extension, hidden from Swift because its modules are built without _GNU_SOURCE.
int CLinux_accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags);

// Unmaps the pages of those segments of the program's file and of its libraries that are not writable. They are mapped again
// from the file when they are next needed.
void CLinux_unmap_file_pages(void);

#endif
