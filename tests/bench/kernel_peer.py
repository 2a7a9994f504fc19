"""Times kernels through jupyter_client: one JSON object a line, a line a start of a kernel.
usage: kernel_peer.py ROUNDS SETTLE KERNEL=FIRST_IMPORT=LATER_CELL ...   (needs jupyter_client and psutil; kernels take turns)"""
import json, sys, time
from statistics import median
import psutil
from jupyter_client.manager import KernelManager

LATER = 20


def cpu(process):
    total = 0.0
    for p in [process, *process.children(recursive=True)]:
        try:
            times = p.cpu_times()
            total += times.user + times.system
        except psutil.Error:
            pass
    return total


def cell(client, code):
    began = time.perf_counter()
    reply = client.execute_interactive(code, output_hook=lambda message: None, timeout=120)
    assert reply["content"]["status"] == "ok", (code, reply["content"])
    return time.perf_counter() - began


def measure(settle, kernel, imports, later):
    began = time.perf_counter()
    manager = KernelManager(kernel_name=kernel)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    result = {"kernel": kernel, "ready": time.perf_counter() - began}
    process = psutil.Process(manager.provisioner.process.pid)
    used = lambda: cpu(process)
    result["ready_cpu"] = used()
    time.sleep(settle)
    for name, code in [("first", "1 + 1"), ("import", imports)]:
        before = used()
        result[name] = cell(client, code)
        result[f"{name}_cpu"] = used() - before
    cell(client, later.replace("NUMBER", "0"))
    before = used()
    result["later"] = median(cell(client, later.replace("NUMBER", str(i + 1))) for i in range(LATER))
    result["later_cpu"] = (used() - before) / LATER
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return result


rounds = int(sys.argv[1])
for _ in range(rounds):
    for argument in sys.argv[3:]:
        print(json.dumps(measure(float(sys.argv[2]), *argument.split("=", 2))), flush=True)
