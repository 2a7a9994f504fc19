"""Times training steps of LeNet-5 and ResNet-18 in PyTorch. Reads one JSON request a line and answers
{"cpu": seconds, "sink": last loss}; {"workload": "limit"} is answered {"gflops": ...}. One thread."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import torch
from torch import nn

from image_nets import lenet5, resnet18

torch.set_num_threads(1)


class Training:
    """A net, its optimiser and one batch."""

    def __init__(self, width, batch):
        torch.manual_seed(1)
        self.net = resnet18(width) if width else lenet5()
        self.optimiser = torch.optim.SGD(self.net.parameters(), 0.01, momentum=0.9, weight_decay=1e-4)
        self.x = torch.randn(batch, 3, 32, 32) if width else torch.randn(batch, 1, 28, 28)
        # Channels last is what PyTorch recommends on CPUs, and the faster of the two for ResNet-18 here.
        if width:
            self.net, self.x = self.net.to(memory_format=torch.channels_last), self.x.to(memory_format=torch.channels_last)
        self.y = torch.arange(batch) % 10

    def step(self):
        self.optimiser.zero_grad()
        loss = nn.functional.cross_entropy(self.net(self.x), self.y)
        loss.backward()
        self.optimiser.step()
        return loss.item()


def limit():
    a, b, best = torch.randn(1024, 1024), torch.randn(1024, 1024), float("inf")
    for _ in range(10):
        start = time.process_time()
        a @ b
        best = min(best, time.process_time() - start)
    return {"gflops": 2 * 1024**3 / best / 1e9}


trainings = {}


def answer(request):
    if request["workload"] == "limit":
        return limit()
    key = (request["width"], request["batch"])
    if key not in trainings:
        trainings[key] = Training(*key)
    start = time.process_time()
    for _ in range(request["steps"]):
        loss = trainings[key].step()
    return {"cpu": time.process_time() - start, "sink": loss}


print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
