"""Losses of a run of batches under mixup, manifold mixup and Algorithm 3, each reading of it, by PyTorch in double precision.

    python tests/vectors/mixup-losses.py > tests/vectors/mixup-losses.json      (torch 2.13.0)

LeNet-5 with numbers of a linear congruence, as in image-networks.py; images are such numbers, too, a little brighter where their class says. The net stays
as it is: what changes from batch to batch are the densities. Of the second batch class 1 is absent; class 4 comes
with it. The gradient is that of the last batch.
"""

import importlib.util
import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import torch
from torch.nn import functional as F

spec = importlib.util.spec_from_file_location("nets", Path(__file__).with_name("image-networks.py"))
nets = importlib.util.module_from_spec(spec)
with redirect_stdout(StringIO()):
    spec.loader.exec_module(nets)

torch.set_default_dtype(torch.float64)
K, D = 5, 84
labels = [[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [0, 0, 0, 2, 2, 2, 3, 3, 4], [1, 1, 1, 0, 0, 0, 3, 3, 2, 2, 4, 4]]
partners = [[3, 7, 9, 1, 10, 4, 0, 11, 8, 6, 5, 2], [5, 4, 3, 2, 1, 0, 8, 6, 7], [4, 2, 6, 8, 1, 9, 0, 3, 10, 7, 5, 11]]
lambdas, once = [0.9, 0.85, 0.95], [7, 3, 5, 0, 9, 1, 11, 6, 2, 10, 4, 8]
resolved = {
    "classes": "greatest", "exponent": 0.5, "covarianceAbout": "smoothed mean", "pairing": "each batch", "startCorrection": True,
    "labelGradient": False,
}
printed = {**resolved, "classes": "least", "exponent": 1, "pairing": "once", "startCorrection": False}


def parts(net):
    """Of image-networks.py's LeNet-5: first stage, second, third, linear layer."""
    return [net[0:4], net[4:7], net[7:12]], net[12]


def features(stages, x, stage=None, mix=None):
    for index, part in enumerate(stages):
        if index == stage:
            x = mix(x)
        x = part(x)
    return x


class Densities:
    """mu, s and w of Algorithm 3: running averages, and the weight of data in them."""

    def __init__(self, beta, form):
        start = 0.0 if form["startCorrection"] else 1.0
        self.beta, self.form = beta, form
        self.mean, self.variance, self.weight = [torch.zeros(D)] * K, [torch.tensor(start)] * K, [start] * K

    def update(self, z, y):
        for c in range(K):
            own = z[y == c]
            if len(own) == 0:
                continue
            b = self.beta
            self.mean[c] = (1 - b) * own.mean(0) + b * self.mean[c]
            self.weight[c] = 1 - b + b * self.weight[c]
            about = self.mean[c] / self.weight[c] if self.form["covarianceAbout"] == "smoothed mean" else own.mean(0)
            covariance = (own - about).T @ (own - about) / len(own)
            self.variance[c] = (1 - b) * torch.trace(covariance) / D + b * self.variance[c]

    def detach(self):
        self.mean, self.variance = [m.detach() for m in self.mean], [v.detach() for v in self.variance]

    def labels(self, z):
        logs = []
        for c in range(K):
            if self.weight[c] == 0:
                # A class not seen yet labels nothing, whether the greatest or the least densities do.
                logs.append(torch.full((len(z),), -1e30 if self.form["classes"] == "greatest" else 1e30))
                continue
            s = (self.variance[c] / self.weight[c]).clamp(min=1e-6)
            distance = ((z - self.mean[c] / self.weight[c]) ** 2).sum(1)
            logs.append(-D / 2 * torch.log(s) - self.form["exponent"] * distance / s)
        logs = torch.stack(logs, 1)
        two = logs.detach().topk(2, 1, largest=self.form["classes"] == "greatest").indices
        return torch.zeros(len(z), K).scatter(1, two, torch.softmax(logs.gather(1, two), 1))


def run(images, stage, gamma=0.0, beta=0.0, form=resolved):
    net = nets.lenet5().double()
    net[12] = torch.nn.Linear(D, K)
    nets.fill(net, nets.Numbers())
    stages, linear = parts(net)
    densities, losses = Densities(beta, form), []
    for step, (x, own) in enumerate(zip(images, labels)):
        y, n, weight = torch.tensor(own), len(own), lambdas[step]
        order = [p for p in once if p < n] if form["pairing"] == "once" else partners[step]
        mix = lambda h: weight * h + (1 - weight) * h[order]
        target = mix(F.one_hot(y, K).double())
        z = features(stages, x, stage, mix)
        if gamma > 0:
            densities.update(features(stages, x), y)
            generated = densities.labels(z)
            if not form["labelGradient"]:
                generated = generated.detach()
            target = gamma * generated + (1 - gamma) * target
        loss = -(target * torch.log_softmax(linear(z), 1)).sum(1).mean()
        losses.append(loss.item())
        if step < len(images) - 1:
            # Gradients do not flow into earlier batches.
            densities.detach()
    loss.backward()
    return {"losses": losses, "gradients": [nets.summary(parameter.grad) for parameter in net.parameters()]}


numbers = nets.Numbers()
images = []
for own in labels:
    x = numbers(len(own), 28, 28, 1)
    for i, c in enumerate(own):
        x[i, 2 * c : 2 * c + 8, 4:24] += 0.05
    images.append(x)

cases = {
    "mixup": {"stage": 0},
    "manifold mixup": {"stage": 1},
    "mixup + GenLabel": {"stage": 0, "gamma": 0.15, "beta": 0.95},
    "manifold mixup + GenLabel, first stage": {"stage": 1, "gamma": 0.7, "beta": 0.97},
    "manifold mixup + GenLabel, second stage": {"stage": 2, "gamma": 1.0, "beta": 0.5},
    "no memory": {"stage": 0, "gamma": 1.0, "beta": 0.0},
    "printed": {"stage": 0, "gamma": 0.5, "beta": 0.6, "form": printed},
}
for name, change in {
    "least densities": {"classes": "least"}, "no 1/2 in the exponent": {"exponent": 1}, "covariance about the batch mean": {"covarianceAbout": "batch mean"},
    "pairing drawn once": {"pairing": "once"}, "start not corrected": {"startCorrection": False}, "gradient through labels": {"labelGradient": True},
}.items():
    cases[name] = {"stage": 0, "gamma": 0.5, "beta": 0.6, "form": {**resolved, **change}}

json.dump({
    "torch": torch.__version__.split("+")[0], "labels": labels, "partners": partners, "lambdas": lambdas, "once": once,
    "cases": {name: {**case, **run(images, **case)} for name, case in cases.items()},
}, sys.stdout)
print()
