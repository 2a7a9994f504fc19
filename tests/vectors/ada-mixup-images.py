"""Losses and gradients of AdaMixUp of images (Guo et al. 2019), by PyTorch in double precision.

    python tests/vectors/ada-mixup-images.py > tests/vectors/ada-mixup-images.json      (torch 2.13.0)

LeNet-5 twice, as classifier and as policy generator, and the linear layers of both, with numbers of a linear congruence, as in
image-networks.py; the images are those of mixup-losses.py. Every batch begins from the same numbers; the last is of odd size.
"""

import importlib.util
import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F


def load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    with redirect_stdout(StringIO()):
        spec.loader.exec_module(module)
    return module


nets, mixup = load("image-networks"), load("mixup-losses")
torch.set_default_dtype(torch.float64)
K, D, WIDTH = mixup.K, mixup.D, 100
uniforms = [0.25, 0.9, 0.05, 0.6, 0.75, 0.4]


def numbers(state):
    made = nets.Numbers()
    made.state = state
    return made


class Classifier(nn.Module):
    """Features, classes, and the intrusion discriminator on the same features."""

    def __init__(self):
        super().__init__()
        body = nets.lenet5()
        self.features, self.classes = body[:-1], nn.Linear(D, K)
        self.judge, self.verdict = nn.Linear(D, K), nn.Linear(K, 2)


class Policy(nn.Module):
    """Of a pair, seen as one blurred image: where lambda begins, and how far it may go."""

    def __init__(self):
        super().__init__()
        self.features = nets.lenet5()[:-1]
        self.gate, self.region = nn.Linear(D, WIDTH), nn.Linear(WIDTH, 3)

    def forward(self, x):
        return torch.softmax(self.region(self.gate(self.features(x))), 1)


classifier, policy = Classifier().double(), Policy().double()
nets.fill(nn.Sequential(classifier.features, classifier.classes), numbers(1))
nets.fill(policy.features, numbers(2))
nets.fill(nn.Sequential(policy.gate, policy.region, classifier.judge, classifier.verdict), numbers(3))


def run(x, labels, partners):
    n = len(labels)
    half = n // 2
    y, other = F.one_hot(torch.tensor(labels), K).double(), torch.tensor(partners[:half])
    noise = numbers(4)
    first, second, unseen = x[:half], x[other], x[half:]
    blurred = (first * (1.5 * noise(half, 28, 28, 1)) + second * (1.5 * noise(half, 28, 28, 1))) / 2
    region = policy(blurred)
    weight = region[:, 0] + torch.tensor(uniforms[:half]) * region[:, 1]
    image, row = weight.reshape(-1, 1, 1, 1), weight.reshape(-1, 1)
    mixed = image * first + (1 - image) * second
    mixed_labels = row * y[:half] + (1 - row) * y[other]

    def entropy(x, y):
        return -(y * torch.log_softmax(classifier.classes(classifier.features(x)), 1)).sum(1).mean()

    # The discriminator: class 0 is "mixed", class 1 is "real".
    pool = torch.cat([mixed, first, unseen])
    origin = torch.tensor([0] * half + [1] * n)
    judged = classifier.verdict(classifier.judge(classifier.features(pool)))
    loss = entropy(mixed, mixed_labels) / 2 + entropy(first, y[:half]) / 2 + F.cross_entropy(judged, origin)
    for module in (classifier, policy):
        module.zero_grad()
    loss.backward()
    order = [
        *classifier.features.parameters(), *classifier.classes.parameters(), *policy.features.parameters(), *policy.gate.parameters(),
        *policy.region.parameters(), *classifier.judge.parameters(), *classifier.verdict.parameters(),
    ]
    return {"loss": loss.item(), "lambdas": weight.tolist(), "gradients": [nets.summary(parameter.grad) for parameter in order]}


batches = list(zip(mixup.images, mixup.labels, mixup.partners))
json.dump({"torch": torch.__version__.split("+")[0], "uniforms": uniforms, "batches": [run(*batch) for batch in batches]}, sys.stdout)
print()
