# SPDX-License-Identifier: Apache-2.0
"""One-node Cassandra clusters whose sidecars complete everything at once, and note when they were asked.

What is measured is Cassette: these answer as fast as they can, on one port of all addresses of the loopback network."""

import asyncio
import json
import threading
import time
import uuid

PORT = 4567
HEADS = {200: "OK", 201: "Created", 500: "Internal Server Error"}


def address(number):
    """Of the one pod of a cluster."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


class Sidecars:
    """A context manager: they are served by a thread until it is left."""

    def __init__(self):
        self.operations = {}  # by address, newest first
        self.asked = {}  # by snapshot tag: the times of POSTs, in seconds since 1970
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "0.0.0.0", PORT, backlog=1024), self.loop).result(10)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    async def _serve(self, reader, writer):
        here = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                arrived = time.time()
                lines = head.decode().split("\r\n")
                method, path, _ = lines[0].split(" ")
                fields = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:] if line)}
                body = await reader.readexactly(int(fields.get("content-length", "0")))
                status, answer = self._answer(here, method, path, body, arrived)
                text = json.dumps(answer).encode()
                writer.write(
                    f"HTTP/1.1 {status} {HEADS[status]}\r\nContent-type: application/json\r\n"
                    f"Content-length: {len(text)}\r\n\r\n".encode() + text)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def _answer(self, here, method, path, body, arrived):
        known = self.operations.setdefault(here, [])
        if method == "POST":
            request = json.loads(body)
            self.asked.setdefault(request["snapshotTag"], []).append(arrived)
            return 201, self._accept(known, request, arrived)
        if path == "/operations":
            return 200, known
        wanted = path.rpartition("/")[2]
        found = next((operation for operation in known if operation["id"] == wanted), None)
        return (200, found) if found else (500, "HTTP 404 Not Found")

    @staticmethod
    def _accept(known, request, arrived):
        instant = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(arrived)) + f".{int(arrived % 1 * 1000):03}Z"
        tag = f"{request['snapshotTag']}-59adb24e-f3cd-3e02-97f0-5b395827453f-{int(arrived * 1000)}"
        common = request | {
            "creationTime": instant, "startTime": instant, "completionTime": instant, "state": "COMPLETED",
            "errors": [], "progress": 1.0, "snapshotTag": tag}
        own = common | {"id": str(uuid.uuid4())}
        known[:0] = [own, common | {"id": str(uuid.uuid4()), "globalRequest": False}]
        del known[20:]
        return own


def cluster(number):
    return {
        "apiVersion": "db.orange.com/v2", "kind": "CassandraCluster",
        "metadata": {"name": f"c{number}", "namespace": "cassandra"}, "spec": {"topology": {"dc": [{"name": "dc1"}]}}}


def pod(number):
    """Without its status, which the API server takes by another door."""
    name = f"c{number}-dc1-rack1-0"
    image = "ghcr.io/cscetbon/instaclustr-icarus:1.1.3"
    return {
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {
            "name": name, "namespace": "cassandra",
            "labels": {
                "app": "cassandracluster", "cassandracluster": f"c{number}",
                "cassandraclusters.db.orange.com.dc": "dc1"}},
        "spec": {"nodeName": "nowhere", "containers": [{"name": "backrest-sidecar", "image": image}]}}


def status(number):
    return {
        "phase": "Running", "podIP": address(number), "podIPs": [{"ip": address(number)}],
        "conditions": [{"type": "Ready", "status": "True"}],
        "containerStatuses": [{
            "name": "backrest-sidecar", "ready": True, "restartCount": 0, "image": "icarus", "imageID": "",
            "state": {"running": {"startedAt": "2026-01-01T00:00:00Z"}}}]}
