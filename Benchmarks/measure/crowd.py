# SPDX-License-Identifier: Apache-2.0
"""Connections that do nothing, or next to nothing, as a process of its own:

    python3 -m measure.crowd PORT SILENT SLOW AUTHORITY

Keeps SILENT connections open that never send a byte, and SLOW ones that send one byte a second: half of them of a
handshake, half of the head of a request. Those that the server gives up are replaced, so it never gets rid of them.
Writes a line whenever all are open, and the numbers of what was given up at the end of standard input."""

import contextlib
import json
import os
import select
import socket
import ssl
import sys
import time

HEAD = b"POST /validate HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1000
# Connections on their way at once; more would overflow the queue of the listener, and wait for a retransmission.
PENDING = 100


def client_hello(context):
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


class Crowd:
    def __init__(self, port, silent, slow, authority):
        self.address = ("127.0.0.1", port)
        self.context = ssl.create_default_context(cafile=authority)
        self.hello = client_hello(self.context)
        self.wanted = {"silent": silent, "hello": slow // 2, "head": slow - slow // 2}
        self.open = {kind: 0 for kind in self.wanted}
        self.given_up = {kind: 0 for kind in self.wanted}
        self.members = {}  # by descriptor: (socket, kind)
        self.pending = set()
        self.slow = {}  # by descriptor: what is left to send
        self.epoll = select.epoll()

    def fill(self):
        for kind in self.wanted:
            while self.open[kind] < self.wanted[kind] and len(self.pending) < PENDING:
                self.add(kind)

    def add(self, kind):
        member = socket.socket()
        if kind == "head":
            member.connect(self.address)
            member = self.context.wrap_socket(member, server_hostname="localhost")
            self.slow[member.fileno()] = iter(HEAD)
        elif kind == "hello":
            self.slow[member.fileno()] = iter(self.hello)
        member.setblocking(False)
        if kind != "head":
            self.pending.add(member.fileno())
            member.connect_ex(self.address)
        self.members[member.fileno()] = (member, kind)
        self.open[kind] += 1
        interest = select.EPOLLIN | (select.EPOLLOUT if member.fileno() in self.pending else 0)
        self.epoll.register(member.fileno(), interest)

    def lose(self, descriptor):
        member, kind = self.members.pop(descriptor)
        self.pending.discard(descriptor)
        self.slow.pop(descriptor, None)
        self.epoll.unregister(descriptor)
        member.close()
        self.open[kind] -= 1
        self.given_up[kind] += 1

    def heed(self, events):
        for descriptor, event in events:
            if event & (select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR):
                self.lose(descriptor)
            elif descriptor in self.pending:
                self.pending.discard(descriptor)
                self.epoll.modify(descriptor, select.EPOLLIN)

    def send_a_byte(self, descriptor):
        byte = next(self.slow[descriptor], None)
        if byte is None or descriptor in self.pending:
            return
        with contextlib.suppress(OSError):
            self.members[descriptor][0].send(bytes([byte]))

    def run(self):
        """A tenth of the slow ones has its turn every tenth of a second."""
        self.epoll.register(sys.stdin.fileno(), select.EPOLLIN)
        turn, was_full, next_turn = 0, False, time.monotonic()
        while True:
            self.fill()
            is_full = not self.pending and self.open == self.wanted
            if is_full and not was_full:
                print("full", flush=True)
            was_full = is_full
            events = self.epoll.poll(max(0, next_turn - time.monotonic()))
            if any(descriptor == sys.stdin.fileno() for descriptor, _ in events):
                print(json.dumps(self.given_up), flush=True)
                return
            self.heed(events)
            if time.monotonic() >= next_turn:
                for descriptor in [one for one in self.slow if one % 10 == turn]:
                    self.send_a_byte(descriptor)
                turn, next_turn = (turn + 1) % 10, next_turn + 0.1


if __name__ == "__main__":
    os.nice(19)  # it shares a core with the client whose wait is measured
    Crowd(*map(int, sys.argv[1:4]), sys.argv[4]).run()
