#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long a proper request takes while strangers hold connections open.

Opens connections that send nothing, and connections that send one byte of a request a second (after a TLS handshake),
and meanwhile asks over a keep-alive connection and over new ones. Prints the latencies; fails above the limit.

    ulimit -n 20000; silent-clients.py HOST PORT [--silent 10000] [--drip 1000] [--seconds 20] [--path /] [--limit-ms 50]

The server drops those that do not finish a handshake or a request in time, so they are opened again as they are dropped.
"""

import argparse
import resource
import select
import socket
import ssl
import sys
import threading
import time


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--silent", type=int, default=10_000)
    parser.add_argument("--drip", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--path", default="/")
    parser.add_argument("--limit-ms", type=float, default=50)
    return parser.parse_args()


def context():
    # The latency is measured here, not the certificate.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Strangers:
    """Connections of one kind, kept at their number."""

    def __init__(self, count, connect, greet):
        self.count, self.connect, self.greet = count, connect, greet
        self.open, self.reopened = {}, 0
        self.poll = select.poll()

    def fill(self):
        while len(self.open) < self.count:
            connection = self.connect()
            self.open[connection.fileno()] = connection
            self.poll.register(connection, select.POLLIN | select.POLLHUP | select.POLLERR)

    def drop_closed(self):
        for number, _ in self.poll.poll(0):
            self.poll.unregister(number)
            self.open.pop(number).close()
            self.reopened += 1

    def turn(self):
        self.drop_closed()
        self.fill()
        for connection in list(self.open.values()):
            try:
                self.greet(connection)
            except OSError:
                pass  # The server has closed it; the next turn replaces it.


def hold(strangers, until):
    while time.monotonic() < until:
        began = time.monotonic()
        for kind in strangers:
            kind.turn()
        time.sleep(max(0, 1 - (time.monotonic() - began)))


def ask(connection, options):
    body = b"{}"
    head = f"POST {options.path} HTTP/1.1\r\nHost: {options.host}\r\nContent-Type: application/json\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = b""
    while b"\r\n\r\n" not in answer:
        piece = connection.recv(65536)
        if not piece:
            raise OSError("closed before the answer")
        answer += piece


def timed(work):
    began = time.monotonic()
    work()
    return (time.monotonic() - began) * 1000


def report(name, latencies):
    latencies.sort()
    at = lambda part: latencies[min(len(latencies) - 1, int(part * len(latencies)))]
    print(f"{name}: {len(latencies)} requests, median {at(0.5):.2f} ms, 99 % {at(0.99):.2f} ms, max {latencies[-1]:.2f} ms")


def main():
    options = arguments()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    address = (options.host, options.port)

    def plain():
        connection = socket.create_connection(address, timeout=20)
        # As Go's client does. Else the request waits 40 ms for the server's kernel to acknowledge the handshake.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def secured():
        return tls.wrap_socket(plain(), server_hostname="localhost")

    tls = context()
    kinds = [
        Strangers(options.silent, plain, lambda _: None),
        Strangers(options.drip, secured, lambda connection: connection.send(b"G")),
    ]
    for kind in kinds:
        kind.fill()
    print(f"{options.silent} silent and {options.drip} dripping connections are open")
    until = time.monotonic() + options.seconds
    keeper = threading.Thread(target=hold, args=(kinds, until))
    keeper.start()
    kept, fresh = [], []
    regular = secured()
    while time.monotonic() < until:
        kept.append(timed(lambda: ask(regular, options)))

        def once():
            with secured() as connection:
                ask(connection, options)

        fresh.append(timed(once))
        time.sleep(0.02)
    keeper.join()
    report("kept connection", kept)
    report("new connections", fresh)
    print(f"reopened: {kinds[0].reopened} silent, {kinds[1].reopened} dripping")
    sys.exit(max(kept[-1], fresh[-1]) > options.limit_ms)


if __name__ == "__main__":
    main()
