# SPDX-License-Identifier: Apache-2.0
"""The server that is measured, and the one it is measured against."""

import dataclasses
import pathlib

from . import client
from .process import Process, free_port


@dataclasses.dataclass
class Review:
    """A request as an API server sends it."""

    name: str
    path: str
    file: pathlib.Path


class Cassette(Process):
    """One event loop, like nginx's one worker. `facts` are the flags that say where facts come from."""

    def __init__(self, binary, facts, certificates, folder, core, reconciles=False):
        self.port, self.health_port = free_port(), free_port()
        super().__init__(
            "cassette",
            [
                binary, "serve", *([] if reconciles else ["--no-reconcile"]), *facts, "--loops", "1",
                "--tls-cert", certificates / "tls.crt", "--tls-key", certificates / "tls.key",
                "--listen", f"127.0.0.1:{self.port}", "--health-listen", f"127.0.0.1:{self.health_port}",
            ],
            core, folder / "cassette.log")

    def wait_until_ready(self, seconds=10):
        """Seconds from just before it was started until /readyz said yes."""
        while True:
            self.wait_for_port(self.health_port, seconds)
            if client.get(self.health_port, "/readyz") == 200:
                return client.now() - self.started

    def url(self, review):
        return f"https://127.0.0.1:{self.port}{review.path}"


class Nginx(Process):
    """Answers each path with so many bytes. `return` is the cheapest answer nginx has: it receives and decrypts the
    body of the request and drops it unread, and opens no file."""

    def __init__(self, program, sizes, certificates, folder, core):
        self.port = free_port()
        (folder / "nginx.conf").write_text(self._configuration(sizes, certificates))
        super().__init__(
            "nginx", [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"], core, folder / "nginx.log")
        self.wait_for_port(self.port)

    def url(self, review):
        return f"https://127.0.0.1:{self.port}/{review.file.stem}{review.path}"

    def _configuration(self, sizes, certificates):
        locations = "\n".join(
            f"location = /{review.file.stem}{review.path} {{ return 200 '{'x' * size}'; }}"
            for review, size in sizes)
        return f"""
            daemon off;
            pid nginx.pid;
            error_log stderr warn;
            worker_processes 1;
            events {{ worker_connections 1024; }}
            http {{
              access_log off;
              default_type application/json;
              keepalive_requests 100000000;
              keepalive_timeout 300s;
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              server {{
                listen 127.0.0.1:{self.port} ssl;
                ssl_protocols TLSv1.3;
                ssl_certificate {certificates}/tls.crt;
                ssl_certificate_key {certificates}/tls.key;
                {locations}
              }}
            }}
            """
