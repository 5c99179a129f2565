# SPDX-License-Identifier: Apache-2.0
"""A real API server with many backups and restores in it, and the identity with which cassette watches it."""

import base64
import concurrent.futures
import http.client
import json
import os
import pathlib
import ssl
import subprocess
import threading

WRITERS = 8


class Cluster:
    """A context manager: on leaving, the API server has ended."""

    def __init__(self, root, folder):
        self.root = root
        self.folder = folder / "control-plane"
        self.account = folder / "service-account"

    def __enter__(self):
        printed = self._run(
            [self.root / "scripts/control-plane", "start", "--dir", self.folder, "--while", str(os.getpid())])
        self.kubeconfig = printed.split()[-1]
        self.kubectl("apply", "-k", self.root / "manifests")
        self.kubectl("delete", "-f", self.root / "manifests/webhook/webhooks.yaml")
        self.kubectl("apply", "-f", self.root / "Tests/EndToEndTests/Inputs/crds")
        self.kubectl("wait", "--for=condition=Established", "crd", "--all")
        config = json.loads(self.kubectl("config", "view", "--raw", "--minify", "-o", "json"))
        cluster = config["clusters"][0]["cluster"]
        self.host = cluster["server"].removeprefix("https://")
        self.authority = cluster["certificate-authority"]
        self.context = ssl.create_default_context(cafile=self.authority)
        self.token = config["users"][0]["user"]["token"]
        self.connections = threading.local()
        return self

    def __exit__(self, *_):
        subprocess.run([self.root / "scripts/control-plane", "stop", "--dir", self.folder], check=False)

    def _run(self, command, **options):
        return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **options).stdout

    def kubectl(self, *arguments):
        return self._run(["kubectl", "--kubeconfig", self.kubeconfig, *arguments], timeout=60)

    def service_account(self):
        """The path of a kubeconfig with the rights that are shipped, and none beside them."""
        answer = self.call(
            "POST", "/api/v1/namespaces/cassette-system/serviceaccounts/cassette/token",
            {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 7200}})
        authority = base64.b64encode(pathlib.Path(self.authority).read_bytes()).decode()
        config = {
            "apiVersion": "v1", "kind": "Config", "current-context": "c",
            "clusters": [
                {"name": "c", "cluster": {"server": f"https://{self.host}", "certificate-authority-data": authority}}],
            "users": [{"name": "c", "user": {"token": answer["status"]["token"]}}],
            "contexts": [{"name": "c", "context": {"cluster": "c", "user": "c"}}]}
        self.account.touch(mode=0o600)
        self.account.write_text(json.dumps(config))
        return self.account

    def call(self, method, path, body=None, content_type="application/json"):
        """On a connection of the thread's own."""
        if not hasattr(self.connections, "one"):
            self.connections.one = http.client.HTTPSConnection(self.host, context=self.context, timeout=30)
        self.connections.one.request(
            method, path, json.dumps(body) if body else None,
            {"Authorization": f"Bearer {self.token}", "Content-Type": content_type})
        response = self.connections.one.getresponse()
        text = response.read()
        if response.status >= 300:
            raise SystemExit(f"bench: {method} {path}: {response.status} {text.decode()[:300]}")
        return json.loads(text)

    def text(self, path):
        return self._run(["kubectl", "--kubeconfig", self.kubeconfig, "get", "--raw", path], timeout=60)

    def create(self, objects):
        """Creates them, each with the status it has."""
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            for _ in pool.map(self._create, objects):
                pass

    def _create(self, item):
        path = f"/apis/db.orange.com/v2/namespaces/{item['metadata']['namespace']}/{item['kind'].lower()}s"
        self.call("POST", path, item)
        if "status" in item:
            self.call(
                "PATCH", f"{path}/{item['metadata']['name']}/status", {"status": item["status"]},
                "application/merge-patch+json")


def backup(number):
    """All of one cluster and at one place: what the rules that compare backups like least."""
    return {
        "apiVersion": "db.orange.com/v2", "kind": "CassandraBackup",
        "metadata": {
            "name": f"backup-{number:05}", "namespace": "cassandra",
            "labels": {"app.kubernetes.io/managed-by": "argocd", "team": f"team-{number % 40}"},
            "annotations": {"example.org/ticket": f"https://tickets.example.org/browse/CASS-{number:06}"}},
        "spec": {
            "cassandraCluster": "cassandra-demo", "datacenter": "dc1",
            "storageLocation": "s3://cassandra-backups-eu-west-1", "snapshotTag": f"tag-{number:05}",
            "secret": "cloud-backup-secrets", "schedule": f"{number % 60} {1 + number // 60 % 23} * * *",
            "entities": "inventory.items,inventory.stock,orders.orders_by_customer,orders.orders_by_day,users.profile",
            "concurrentConnections": 10},
        "status": {
            "condition": {"type": "COMPLETED", "lastTransitionTime": "2026-11-22T00:07:00Z"}, "progress": "100%",
            "lastSuccessTime": "2026-11-22T00:07:00Z", "id": f"d3262073-8101-450f-9a11-c851760abd{number % 100:02}"}}


def restore(number):
    return {
        "apiVersion": "db.orange.com/v2", "kind": "CassandraRestore",
        "metadata": {
            "name": f"restore-{number:05}", "namespace": "cassandra",
            "labels": {"app.kubernetes.io/managed-by": "argocd", "team": f"team-{number % 40}"}},
        "spec": {
            "cassandraBackup": f"backup-{number:05}", "cassandraCluster": "cassandra-demo", "datacenter": "dc1",
            "entities": "inventory.items", "secret": "cloud-backup-secrets", "concurrentConnection": 10}}
