"""Reference vectors of LeNet-5, ResNet-18 and PreActResNet-18, from their PyTorch definitions in double precision.

    python tests/vectors/image-networks.py > tests/vectors/image-networks.json      (torch 2.13.0)

Parameters, images and the slopes of the logits are numbers of a linear congruence, which the tests make for themselves; parameters are
filled in the order of named_parameters, each in our layout: filters [height, width, inputs, outputs], weights [inputs, outputs].
"""

import json

import torch
from torch import nn
from torch.nn import functional as F


class Numbers:
    """Numbers from -1 to 1, exact in double precision."""

    def __init__(self):
        self.state = 1

    def __call__(self, *shape):
        values = []
        for _ in range(torch.Size(shape).numel()):
            self.state = (self.state * 69069 + 1) % 2**32
            values.append(self.state / 2**31 - 1)
        return torch.tensor(values, dtype=torch.float32).double().reshape(shape)


class Images(nn.Module):
    """From our layout, channels last, to PyTorch's."""

    def forward(self, x):
        return x.permute(0, 3, 1, 2)


class Rows(nn.Module):
    """Flattens images with channels last, as ours are."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def lenet5():
    return nn.Sequential(
        Images(), nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), Rows(),
        nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )


class Basic(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        hidden = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(hidden + self.shortcut(x))


class PreActivated(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.projects = stride != 1 or inputs != outputs
        if self.projects:
            self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        activated = F.relu(self.bn1(x))
        hidden = self.conv2(F.relu(self.bn2(self.conv1(activated))))
        return hidden + (self.shortcut(activated) if self.projects else x)


def residual(block, stem, width, classes):
    layers, inputs = [Images(), *stem], width
    for stage in range(4):
        for index in range(2):
            outputs = width << stage
            layers.append(block(inputs, outputs, 2 if stage > 0 and index == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, classes))


def resnet18(width, classes):
    stem = [nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    return residual(Basic, stem, width, classes)


def preact_resnet18(width, classes):
    return residual(PreActivated, [nn.Conv2d(3, width, 3, 1, 1, bias=False)], width, classes)


def ours(tensor):
    """In our layout."""
    if tensor.dim() == 4:
        return tensor.permute(2, 3, 1, 0)
    return tensor.t() if tensor.dim() == 2 else tensor


def fill(net, numbers):
    for parameter in net.parameters():
        layout = ours(parameter)
        fan_in = layout[..., 0].numel() if layout.dim() > 1 else 1
        # Vectors: 1 plus a little, so that scales of batch normalisation stay away from 0.
        start = numbers(*layout.shape)
        values = start * (2 / fan_in**0.5) if layout.dim() > 1 else 1 + 0.5 * start
        with torch.no_grad():
            layout.copy_(values.float())


def summary(tensor):
    flat = ours(tensor).reshape(-1)
    return {"sum": flat.sum().item(), "squares": (flat**2).sum().item(), "first": flat[:4].tolist()}


def vectors(net, side, channels, classes):
    numbers, n = Numbers(), 3
    net.double()
    fill(net, numbers)
    images, slopes = numbers(n, side, side, channels), numbers(n, classes)
    net.train()
    trained = net(images)
    (trained * slopes).sum().backward()
    gradients = [summary(parameter.grad) for parameter in net.parameters()]
    net.eval()
    images.requires_grad_(True)
    evaluated = net(images)
    (byImages,) = torch.autograd.grad((evaluated * slopes).sum(), images)
    statistics = [buffer for name, buffer in net.named_buffers() if "running" in name]
    return {
        "training": trained.tolist(),
        "evaluation": evaluated.tolist(),
        "gradients": gradients,
        "imageGradient": {"squares": (byImages**2).sum().item(), "first": byImages.reshape(-1)[:8].tolist()},
        "statistics": [summary(buffer) for buffer in statistics],
    }


def count(net):
    return sum(parameter.numel() for parameter in net.parameters())


print(json.dumps({
    "torch": torch.__version__.split("+")[0],
    "counts": {
        "lenet5": count(lenet5()), "resnet18": count(resnet18(64, 10)), "preActResnet18": count(preact_resnet18(64, 10)),
        "preActResnet18 of 200 classes": count(preact_resnet18(64, 200)),
    },
    "lenet5": vectors(lenet5(), 28, 1, 10),
    "resnet18": vectors(resnet18(4, 10), 32, 3, 10),
    "preActResnet18": vectors(preact_resnet18(4, 20), 32, 3, 20),
}))
