"""What the batched peers are asked for, and how they answer: a JSON request a line, an answer a line.

{"load": name, "problem": {...}} prepares every variant on the same data, batches and initial weights, runs each once, and answers
{"variants": {variant: {"losses": [...]}}}: mean cross-entropy of the training points under the trained models, one a configuration.
{"run": name, "variant": variant} answers {"cpu": seconds, "sink": number}; {"workload": "limit"} {"gflops": number}. One thread.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np


class Problem:
    """Arrays of a request. Batches are padded to one size, points beyond the data with weight 0."""

    def __init__(self, request):
        self.n, self.d, self.k = request["n"], request["d"], request["k"]
        self.X = np.array(request["X"], np.float32).reshape(self.n, self.d)
        self.y = np.array(request["y"], np.int32)
        self.onehot = np.eye(self.k, dtype=np.float32)[self.y]
        if "densities" in request:
            self.densities = [
                (
                    np.array(one["mean"], np.float32),
                    np.array(one["whitened"], np.float32).reshape(-1, self.d),
                    np.array(one["whitening"], np.float32).reshape(self.d, self.d),
                    np.float32(one["logScale"]),
                )
                for one in request["densities"]
            ]
        if "epochs" not in request:
            return
        self.rates = np.array(request["learningRates"], np.float32)
        self.gammas = np.array(request["gammas"], np.float32)
        self.layers = [
            (np.array(w, np.float32).reshape(inputs, outputs), np.array(b, np.float32))
            for w, b, inputs, outputs in request["layers"]
        ]
        size = min(request["batchSize"], self.n)
        steps = -(-self.n // size)
        missing = steps * size - self.n
        pad = lambda rows: np.pad(np.array(rows, np.int32), (0, missing)).reshape(steps, size)
        self.first = np.concatenate([pad(epoch["first"]) for epoch in request["epochs"]])
        self.second = np.concatenate([pad(epoch["second"]) for epoch in request["epochs"]])
        self.lambdas = np.concatenate([np.array(e["lambdas"], np.float32) for e in request["epochs"]])
        kept = np.pad(np.ones(self.n, np.float32), (0, missing)).reshape(steps, size)
        self.weights = np.tile(kept / kept.sum(axis=1, keepdims=True), (len(request["epochs"]), 1))


def serve(versions, load, limit):
    """@param load from a problem to {variant: (run, losses)}"""
    loaded = {}
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if request.get("workload") == "limit":
            answer = {"gflops": limit()}
        elif "load" in request:
            loaded[request["load"]] = load(Problem(request["problem"]))
            answer = {"variants": {name: {"losses": losses()} for name, (_, losses) in loaded[request["load"]].items()}}
        else:
            run, _ = loaded[request["run"]][request["variant"]]
            start = time.process_time()
            sink = run()
            answer = {"cpu": time.process_time() - start, "sink": sink}
        print(json.dumps(answer), flush=True)
