"""Times foolbox's BoundaryAttack on nets and points that are given. Reads one JSON request a line and answers
{"cpu": seconds, "queries": number, "sink": number}. One thread."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import foolbox
import torch
from torch import nn

torch.set_num_threads(1)


class Net(nn.Module):
    """A dense ReLU net from parameters [inputs x outputs] and bias, layer by layer; counts the points it classifies."""

    def __init__(self, widths, parameters):
        super().__init__()
        layers, at = [], 0
        for inputs, outputs in zip(widths, widths[1:]):
            layer = nn.Linear(inputs, outputs)
            size = inputs * outputs
            layer.weight.data = torch.tensor(parameters[at : at + size]).reshape(inputs, outputs).T.contiguous()
            layer.bias.data = torch.tensor(parameters[at + size : at + size + outputs])
            at += size + outputs
            layers += [layer, nn.ReLU()]
        self.layers = nn.Sequential(*layers[:-1])
        self.queries = 0

    def forward(self, points):
        self.queries += len(points)
        return self.layers(points)


def attack(request):
    net = Net(request["widths"], request["parameters"]).eval()
    X = torch.tensor(request["X"])
    y = torch.tensor(request["y"])
    low, high = request["bounds"]
    # f32 may round beyond the bounds.
    model = foolbox.PyTorchModel(net, bounds=(low - 1e-6, high + 1e-6))
    start = time.process_time()
    _, _, broken = foolbox.attacks.BoundaryAttack(steps=request["steps"])(model, X, y, epsilons=request["epsilon"])
    return {"cpu": time.process_time() - start, "queries": net.queries, "sink": broken.float().mean().item()}


print(json.dumps({"foolbox": foolbox.__version__, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(attack(json.loads(line))), flush=True)
