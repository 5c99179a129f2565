# SPDX-License-Identifier: Apache-2.0
"""What a client that none of us wrote does with an API server: the package kubernetes from PyPI.

Each step says in a line what holds, or ends this with an exception. Nothing here outlives a minute.
"""
import base64, logging, os, signal, sys, threading, time

from kubernetes import client, config, dynamic, informer, watch
from kubernetes.client.exceptions import ApiException
from kubernetes.dynamic.exceptions import ConflictError, NotFoundError, ResourceNotFoundError
from kubernetes.leaderelection import electionconfig, leaderelection
from kubernetes.leaderelection.resourcelock.leaselock import LeaseLock

NAMESPACE = os.environ["NAMESPACE"]
BACKUPS = {"group": "db.orange.com", "version": "v2", "namespace": NAMESPACE, "plural": "cassandrabackups"}
STEPS = []


def step(sentence):
    def add(function):
        STEPS.append((sentence, function))
        return function
    return add


def backup(name, **spec):
    return {
        "apiVersion": "db.orange.com/v2", "kind": "CassandraBackup",
        "metadata": {"name": name, "labels": {"by": "python"}},
        "spec": {"cassandraCluster": "test-cluster", "storageLocation": "s3://backups", **spec},
    }


def refused(status, call):
    try:
        call()
    except ApiException as error:
        assert error.status == status, f"{error.status}: {error.body}"
        return error
    raise AssertionError(f"nothing was refused where {status} was expected")


def wait_until(what, holds):
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


@step("objects of built-in kinds are created, read, changed, patched and deleted")
def built_in_kinds():
    core = client.CoreV1Api()
    body = client.V1ConfigMap(metadata=client.V1ObjectMeta(name="m"), data={"a": "b"})
    made = core.create_namespaced_config_map(NAMESPACE, body)
    assert made.metadata.uid and made.metadata.creation_timestamp and made.metadata.namespace == NAMESPACE
    refused(409, lambda: core.create_namespaced_config_map(NAMESPACE, body))
    made.data["c"] = "d"
    changed = core.replace_namespaced_config_map("m", NAMESPACE, made)
    assert changed.metadata.resource_version != made.metadata.resource_version
    refused(409, lambda: core.replace_namespaced_config_map("m", NAMESPACE, made))
    patched = core.patch_namespaced_config_map("m", NAMESPACE, {"data": {"a": None, "e": "f"}})
    assert patched.data == {"c": "d", "e": "f"}, patched.data
    patched = core.patch_namespaced_config_map("m", NAMESPACE, [{"op": "remove", "path": "/data/c"}])
    assert patched.data == {"e": "f"}, patched.data
    core.delete_namespaced_config_map("m", NAMESPACE)
    refused(404, lambda: core.read_namespaced_config_map("m", NAMESPACE))


@step("a secret keeps its bytes")
def secrets():
    core = client.CoreV1Api()
    every_byte = bytes(range(256))
    data = {"b": base64.b64encode(every_byte).decode()}
    core.create_namespaced_secret(NAMESPACE, client.V1Secret(
        metadata=client.V1ObjectMeta(name="s"), string_data={"a": "é"}, data=data))
    read = core.read_namespaced_secret("s", NAMESPACE)
    assert base64.b64decode(read.data["b"]) == every_byte and base64.b64decode(read.data["a"]).decode() == "é"
    assert read.type == "Opaque" and read.string_data is None


@step("custom objects are created, read, changed, patched and deleted")
def custom_objects():
    custom = client.CustomObjectsApi()
    made = custom.create_namespaced_custom_object(body=backup("a"), **BACKUPS)
    assert made["metadata"]["generation"] == 1
    made["spec"]["bandwidth"] = "1M"
    changed = custom.replace_namespaced_custom_object(name="a", body=made, **BACKUPS)
    assert changed["metadata"]["generation"] == 2
    refused(409, lambda: custom.replace_namespaced_custom_object(name="a", body=made, **BACKUPS))
    patched = custom.patch_namespaced_custom_object(
        name="a", body={"spec": {"bandwidth": None}}, _content_type="application/merge-patch+json", **BACKUPS)
    assert "bandwidth" not in patched["spec"]
    custom.patch_namespaced_custom_object_status(
        name="a", body={"status": {"id": "op"}}, _content_type="application/merge-patch+json", **BACKUPS)
    read = custom.get_namespaced_custom_object(name="a", **BACKUPS)
    assert read["status"]["id"] == "op" and read["metadata"]["generation"] == 3
    error = refused(422, lambda: custom.create_namespaced_custom_object(body=backup("bad", bandwidth=1), **BACKUPS))
    assert "spec.bandwidth" in error.body
    custom.delete_namespaced_custom_object(name="a", **BACKUPS)
    refused(404, lambda: custom.get_namespaced_custom_object(name="a", **BACKUPS))


@step("a watch from the version of a list tells what happens after the list, and nothing twice")
def list_and_watch():
    custom = client.CustomObjectsApi()
    listed = custom.list_namespaced_custom_object(label_selector="by=python", **BACKUPS)
    assert listed["items"] == []
    seen = []
    watcher = watch.Watch()

    def read():
        for event in watcher.stream(
            custom.list_namespaced_custom_object, label_selector="by=python", timeout_seconds=30,
            resource_version=listed["metadata"]["resourceVersion"], **BACKUPS,
        ):
            seen.append((event["type"], event["object"]["metadata"]["name"]))
            if event["type"] == "DELETED":
                watcher.stop()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    custom.create_namespaced_custom_object(body=backup("w"), **BACKUPS)
    custom.patch_namespaced_custom_object(
        name="w", body={"spec": {"bandwidth": "1M"}}, _content_type="application/merge-patch+json", **BACKUPS)
    custom.delete_namespaced_custom_object(name="w", **BACKUPS)
    thread.join(30)
    assert seen == [("ADDED", "w"), ("MODIFIED", "w"), ("DELETED", "w")], seen

    # Once more with what the first watch came to: there is nothing new.
    rest = list(watch.Watch().stream(
        custom.list_namespaced_custom_object, label_selector="by=python", timeout_seconds=1,
        resource_version=watcher.resource_version, **BACKUPS))
    assert rest == [], rest


@step("a version from before what is remembered is gone, and a new list helps")
def gone():
    custom = client.CustomObjectsApi()

    def from_long_ago():
        return list(watch.Watch().stream(
            custom.list_namespaced_custom_object, resource_version="1", timeout_seconds=1, **BACKUPS))

    refused(410, from_long_ago)
    version = custom.list_namespaced_custom_object(**BACKUPS)["metadata"]["resourceVersion"]
    assert list(watch.Watch().stream(
        custom.list_namespaced_custom_object, resource_version=version, timeout_seconds=1, **BACKUPS)) == []


@step("a list comes in chunks, and all of it comes")
def chunks():
    core = client.CoreV1Api()
    for number in range(7):
        core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(
            metadata=client.V1ObjectMeta(name=f"chunk-{number}", labels={"chunk": "yes"})))
    names, token, pages = [], None, 0
    while True:
        page = core.list_namespaced_config_map(NAMESPACE, limit=3, _continue=token, label_selector="chunk")
        names += [item.metadata.name for item in page.items]
        pages, token = pages + 1, page.metadata._continue
        if not token:
            break
    assert names == [f"chunk-{number}" for number in range(7)] and pages == 3, (names, pages)
    core.delete_collection_namespaced_config_map(NAMESPACE, label_selector="chunk")
    assert core.list_namespaced_config_map(NAMESPACE, label_selector="chunk").items == []


@step("the dynamic client finds resources by discovery, and does with them what others do")
def dynamic_client():
    discovered = dynamic.DynamicClient(client.ApiClient())
    backups = discovered.resources.get(api_version="db.orange.com/v2", kind="CassandraBackup")
    assert backups.namespaced and "cbackup" in backups.short_names and "watch" in backups.verbs
    made = backups.create(body=backup("d"), namespace=NAMESPACE)
    assert made.kind == "CassandraBackup" and made.metadata.generation == 1
    body = made.to_dict()
    body["spec"]["bandwidth"] = "1M"
    assert backups.replace(body=body, namespace=NAMESPACE).spec.bandwidth == "1M"
    try:
        backups.replace(body=body, namespace=NAMESPACE)
        raise AssertionError("a stale object was taken")
    except ConflictError:
        pass
    patched = backups.patch(
        name="d", namespace=NAMESPACE, body={"spec": {"bandwidth": "2M"}}, content_type="application/merge-patch+json")
    assert patched.spec.bandwidth == "2M"
    assert backups.status.patch(
        name="d", namespace=NAMESPACE, body={"status": {"id": "op"}}, content_type="application/merge-patch+json",
    ).status.id == "op"
    assert [item.metadata.name for item in backups.get(namespace=NAMESPACE, label_selector="by=python").items] == ["d"]
    events = backups.watch(namespace=NAMESPACE, name="d", timeout=1)
    assert [event["type"] for event in events] == ["ADDED"]
    backups.delete(name="d", namespace=NAMESPACE)
    try:
        backups.get(name="d", namespace=NAMESPACE)
        raise AssertionError("a deleted object was found")
    except NotFoundError:
        pass
    try:
        discovered.resources.get(api_version="db.orange.com/v2", kind="CassandraSquirrel")
        raise AssertionError("a resource was found that does not exist")
    except ResourceNotFoundError:
        pass


@step("a cache that others have written is filled by a list and kept by a watch")
def cache():
    core = client.CoreV1Api()
    settings = {"label_selector": "cached", "namespace": NAMESPACE}
    metadata = client.V1ObjectMeta(name="before", labels={"cached": "yes"})
    core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(metadata=metadata))
    cached = informer.SharedInformer(core.list_namespaced_config_map, **settings)
    cached.start()

    def holds(*names):
        wait_until(f"the cache to hold {names}", lambda: sorted(
            item.metadata.name for item in cached.cache.list()) == sorted(names))

    holds("before")
    metadata.name = "after"
    core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(metadata=metadata))
    holds("before", "after")
    core.delete_namespaced_config_map("before", NAMESPACE)
    holds("after")
    cached.stop()


@step("a lease is taken and kept, and nobody else gets it meanwhile")
def election():
    leaders = []
    coordination = client.CoordinationV1Api()

    def run(identity):
        leaderelection.LeaderElection(electionconfig.Config(
            LeaseLock("election", NAMESPACE, identity), lease_duration=3, renew_deadline=2, retry_period=1,
            onstarted_leading=lambda: leaders.append(identity), onstopped_leading=None,
        )).run()

    def renewed():
        return coordination.read_namespaced_lease("election", NAMESPACE).spec.renew_time

    threading.Thread(target=run, args=("first",), daemon=True).start()
    wait_until("a leader", lambda: leaders)
    threading.Thread(target=run, args=("second",), daemon=True).start()
    for _ in range(3):
        before = renewed()
        wait_until("the lease to be renewed", lambda: renewed() != before)
    assert leaders == ["first"], leaders
    assert coordination.read_namespaced_lease("election", NAMESPACE).spec.holder_identity == "first"


@step("two who renew the same lease at the same version: one is late")
def lease_conflict():
    coordination = client.CoordinationV1Api()
    lease = coordination.create_namespaced_lease(NAMESPACE, client.V1Lease(
        metadata=client.V1ObjectMeta(name="contested"),
        spec=client.V1LeaseSpec(holder_identity="a", lease_duration_seconds=15)))
    lease.spec.holder_identity = "b"
    coordination.replace_namespaced_lease("contested", NAMESPACE, lease)
    lease.spec.holder_identity = "c"
    refused(409, lambda: coordination.replace_namespaced_lease("contested", NAMESPACE, lease))
    assert coordination.read_namespaced_lease("contested", NAMESPACE).spec.holder_identity == "b"


def main():
    signal.alarm(58)
    logging.disable()  # a cache that is stopped complains of the connection that it has closed itself
    config.load_kube_config()
    for sentence, function in STEPS:
        function()
        print(sentence)
    # Elections go on until the process ends, and an interpreter that ends in order aborts where a thread is printing.
    sys.stdout.flush()
    os._exit(0)


main()
