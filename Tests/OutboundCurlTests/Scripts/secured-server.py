# SPDX-License-Identifier: Apache-2.0
"""An HTTPS server that tells what it knows of its client. It ends when its standard input does.

Arguments: a folder with server.pem (certificate and key) and clients.pem (which clients' certificates to believe);
whether a client needs one ("optional", "required"); and the newest version of TLS to speak.
"""
import http.server
import itertools
import json
import os
import ssl
import sys
import threading

folder, clients, version = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.set_ciphers("DEFAULT@SECLEVEL=0")
context.minimum_version = ssl.TLSVersion.TLSv1
context.maximum_version = ssl.TLSVersion[version]
context.load_cert_chain(folder + "/server.pem")
context.load_verify_locations(folder + "/clients.pem")
context.verify_mode = ssl.CERT_REQUIRED if clients == "required" else ssl.CERT_OPTIONAL
names = {}
context.sni_callback = lambda connection, name, _: names.__setitem__(connection, name)
numbers = itertools.count()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        raw = self.request.dup()
        self.request = context.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False)
        try:
            self.request.do_handshake()
        except OSError:
            # Closing with something unread would reset the connection, and the alert could be lost.
            while raw.recv(65536):
                pass
            raise
        finally:
            raw.close()
        self.number = next(numbers)
        super().setup()

    def do_GET(self):
        certificate = self.request.getpeercert() or {"subject": ()}
        answer = json.dumps({
            "connection": self.number,
            "client": dict(pair for part in certificate["subject"] for pair in part).get("commonName"),
            "host": self.headers["Host"],
            "name": names.get(self.request),
            "version": self.request.version(),
        }).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
os._exit(0)
