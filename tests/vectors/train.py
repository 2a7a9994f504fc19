"""Reference vectors of lib/train from PyTorch: python tests/vectors/train.py > tests/vectors/train.json

Float64 on the CPU. Parameters are listed layer by layer: weights [inputs x outputs] row-major, then the bias.
"""

import json

import torch

torch.manual_seed(20)
torch.set_default_dtype(torch.float64)
X = torch.randn(7, 3)
labels = torch.softmax(2 * torch.randn(7, 4), dim=1)


def net(widths, activation):
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(inputs, outputs))
        if activation == "relu" and i < len(widths) - 2:
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers)


def flat(model, of):
    values = []
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            values += of(layer.weight).T.reshape(-1).tolist() + of(layer.bias).tolist()
    return values


def case(name, widths, activation, kind, learning_rate, weight_decay, clip=None, milestones=()):
    model = net(widths, activation)
    if kind == "adam":
        optimiser = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    else:
        optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9, weight_decay=weight_decay)
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimiser, list(milestones), 0.1)
    result = {
        "name": name,
        "widths": widths,
        "activation": activation,
        "kind": kind,
        "learningRate": learning_rate,
        "weightDecay": weight_decay,
        "clip": clip,
        "milestones": list(milestones),
        "initial": flat(model, lambda p: p.data),
        "steps": [],
    }
    for _ in range(6):
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(X), labels)
        loss.backward()
        gradient = flat(model, lambda p: p.grad)
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
        optimiser.step()
        schedule.step()
        result["steps"].append(
            {"loss": loss.item(), "gradient": gradient, "parameters": flat(model, lambda p: p.data)}
        )
    return result


cases = [
    case("softmax regression, Adam", [3, 4], "relu", "adam", 0.1, 1e-4),
    case("softmax regression, SGD", [3, 4], "relu", "sgd", 0.1, 1e-4),
    case("ReLU net, Adam, strong decay", [3, 5, 6, 4], "relu", "adam", 0.01, 0.1),
    case("linear net, Adam", [3, 5, 6, 4], "identity", "adam", 0.01, 1e-4),
    case("ReLU net, SGD, milestones", [3, 5, 6, 5, 4], "relu", "sgd", 0.5, 1e-4, milestones=[2, 4]),
    case("ReLU net, SGD, clipped", [3, 5, 4], "relu", "sgd", 0.5, 0.01, clip=0.05),
]
print(
    json.dumps(
        {
            "command": "python tests/vectors/train.py > tests/vectors/train.json",
            "versions": {"torch": torch.__version__},
            "X": X.tolist(),
            "labels": labels.tolist(),
            "cases": cases,
        },
        indent=1,
    )
)
