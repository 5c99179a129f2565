# SPDX-License-Identifier: Apache-2.0
"""A small client: raw enough that what it measures is the server."""

import socket
import ssl
import time

now = time.monotonic


def get(port, path):
    """The status of a plain GET."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return int(connection.recv(4096).split()[1])


class Caller:
    """Sends one review over and over, on one connection or on a new one each time."""

    def __init__(self, port, review, authority):
        self.port = port
        body = review.file.read_bytes()
        self.message = (
            f"POST {review.path}?timeout=10s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body
        self.context = ssl.create_default_context(cafile=authority)

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.context.wrap_socket(plain, server_hostname="localhost")

    def ask(self, connection):
        """The body of the answer."""
        connection.sendall(self.message)
        answer = connection.recv(65536)
        while b"\r\n\r\n" not in answer:
            answer += self._more(connection)
        head, _, body = answer.partition(b"\r\n\r\n")
        fields = [line.lower() for line in head.split(b"\r\n")]
        if fields[0].split()[1] != b"200":
            raise SystemExit(f"bench: a review was answered {fields[0].decode()}")
        length = next(int(field[15:]) for field in fields if field.startswith(b"content-length:"))
        while len(body) < length:
            body += self._more(connection)
        return body

    def ask_anew(self):
        with self.connect() as connection:
            return self.ask(connection)

    @staticmethod
    def _more(connection):
        part = connection.recv(65536)
        if not part:
            raise SystemExit("bench: the server closed a connection in the middle of an answer")
        return part
