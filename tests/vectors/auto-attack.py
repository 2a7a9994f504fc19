"""Robust accuracies of the authors' AutoAttack. Run in the repository root, the package autoattack on the path:
GENLABEL_DATA=... python tests/vectors/auto-attack.py > tests/vectors/auto-attack.json

https://github.com/fra31/auto-attack, commit a39220048b3c9f2cca9a4d3a54604793c68eca7e.

Dense nets trained on OpenML tables (features scaled to [0, 1]) and on the central 20 x 20 pixels of MNIST digits, which hold
the digit. Weights and points are rounded before the attacks, so both sides attack the same. Every attack runs alone, on
all points, and all of them in sequence, with the settings of version 'standard' and as many targets as there are other
classes, with three seeds.

What the authors' code does not do: targeted DLR with fewer than four classes (the error is recorded); Square in L2 on anything
smaller than 5 x 5. Its windows never reach the last row and column; a column that the net ignores stands at the end of each table row, and for
Square alone also a row and a column beyond each digit, so that they reach all features (squareAsIs: without these).

Besides, one run each of APGD from the same starts as in the test, and of FAB, whose first run draws nothing: which points
APGD fools, and how far the adversarials of FAB are.
"""

import contextlib
import gzip
import io
import json
import os
import sys

import numpy
import scipy
import torch
from autoattack import AutoAttack
from autoattack.square import SquareAttack
from scipy.io import arff

DATA = os.environ["GENLABEL_DATA"]
SEEDS = [0, 1, 2]
torch.set_num_threads(1)

CASES = [
    {"name": "iris-linear", "openml": 61, "hidden": [], "epsilon": {"linf": 0.12, "l2": 0.2}},
    {"name": "iris", "openml": 61, "hidden": [16], "epsilon": {"linf": 0.1, "l2": 0.18}},
    {"name": "diabetes", "openml": 37, "hidden": [16, 16], "epsilon": {"linf": 0.04, "l2": 0.08}},
    {"name": "vehicle", "openml": 54, "hidden": [32, 32], "epsilon": {"linf": 0.015, "l2": 0.05}},
    {"name": "segment", "openml": 36, "hidden": [32], "epsilon": {"linf": 0.03, "l2": 0.08}},
    {"name": "mnist", "openml": None, "hidden": [32], "epsilon": {"linf": 0.05, "l2": 0.5}},
]


def openml(number):
    rows, meta = arff.loadarff(f"{DATA}/openml/{number}/dataset.arff")
    names = meta.names()
    X = numpy.array([[row[name] for name in names[:-1]] for row in rows], dtype=float)
    values = list(meta[names[-1]][1])
    y = numpy.array([values.index(row[names[-1]].decode()) for row in rows])
    low, high = X.min(0), X.max(0)
    return (X - low) / numpy.where(high > low, high - low, 1), y


def mnist():
    def read(name, offset):
        with gzip.open(f"{DATA}/mnist/{name}") as file:
            return numpy.frombuffer(file.read()[offset:], dtype=numpy.uint8)

    X = read("t10k-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)[:, 4:24, 4:24].reshape(-1, 400) / 255
    return X, read("t10k-labels-idx1-ubyte.gz", 8)


def net(widths):
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(torch.nn.Linear(inputs, outputs))
        if i < len(widths) - 2:
            layers.append(torch.nn.ReLU())
    return torch.nn.Sequential(*layers)


def train(X, y, widths):
    """All but the attacked points, 40 epochs of Adam; then the parameters to six digits."""
    model = net(widths)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01 if widths[0] < 100 else 0.002, weight_decay=1e-4)
    X, y = torch.tensor(X).float(), torch.tensor(y).long()
    for _ in range(200 if len(X) < 1000 else 40):
        for batch in torch.randperm(len(X)).split(32):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(X[batch]), y[batch]).backward()
            optimiser.step()
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(torch.tensor([float(f"{v:.6g}") for v in p.flatten().tolist()]).reshape(p.shape))
    return model.eval()


def flat(model):
    values = []
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            for part in (layer.weight.T.reshape(-1), layer.bias):
                values += [float(f"{v:.6g}") for v in part.tolist()]
    return values


class OnRows(torch.nn.Module):
    """A net on images of the given number of features, the first of which are its own."""

    def __init__(self, model, features):
        super().__init__()
        self.model, self.features = model, features

    def forward(self, x):
        return self.model(x.flatten(1)[:, : self.features])


class OnCorner(torch.nn.Module):
    """A net on images of 20 x 20 pixels and a row and a column more, which it ignores."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model(x[:, :, :20, :20].flatten(1))


def attack(model, x, y, norm, epsilon, attacks, seed):
    num_classes = model(x[:1]).shape[1]
    with contextlib.redirect_stdout(io.StringIO()):
        auto = AutoAttack(
            model, norm={"linf": "Linf", "l2": "L2"}[norm], eps=epsilon, seed=seed, version="custom",
            attacks_to_run=list(attacks), device="cpu", verbose=False,
        )
        auto.apgd.n_restarts = 1
        auto.fab.n_restarts = 1
        auto.apgd_targeted.n_target_classes = auto.fab.n_target_classes = min(9, num_classes - 1)
        adversarials = auto.run_standard_evaluation(x, y, bs=250)
    with torch.no_grad():
        return (model(adversarials).argmax(1) == y).double().mean().item()


def start(shape, norm, epsilon):
    """The numbers that the test gives in place of random ones, the same for every point."""
    t = numpy.array([(2 * ((i * i * 31 + i * 7919) % 10007) + 1) / 10007 - 1 for i in range(shape[1])])
    t /= numpy.abs(t).max() if norm == "linf" else numpy.sqrt((t**2).sum())
    return torch.tensor(epsilon * t).float()


def single_runs(model, x, y, norm, epsilon):
    """On rows of features; APGD-T and FAB towards the class of the second largest logit."""
    num_classes = model(x[:1]).shape[1]
    auto = AutoAttack(model, norm={"linf": "Linf", "l2": "L2"}[norm], eps=epsilon, seed=0, version="custom",
                      attacks_to_run=["apgd-ce"], device="cpu", verbose=False)
    x_init = (x + start(x.shape, norm, epsilon)).clamp(0, 1)
    second = model(x).sort(dim=1)[1][:, -2]
    auto.apgd.loss = "ce"
    auto.apgd.init_hyperparam(x)
    with contextlib.redirect_stdout(io.StringIO()):
        found = {"apgd-ce": (auto.apgd.attack_single_run(x, y, x_init=x_init)[1] == 0).tolist()}
        if num_classes > 3:
            auto.apgd_targeted.init_hyperparam(x)
            auto.apgd_targeted.y_target = second
            found["apgd-t"] = (auto.apgd_targeted.attack_single_run(x, y, x_init=x_init)[1] == 0).tolist()
    auto.fab.target_class = 2
    moved = auto.fab.attack_single_run(x, y, is_targeted=True) - x
    distances = moved.abs().max(1)[0] if norm == "linf" else moved.norm(dim=1)
    found["fab-t"] = [float(f"{v:.6g}") for v in distances.tolist()]
    return found


def results(case, model, X, y, num_classes):
    image = case["openml"] is None
    features = X.shape[1]
    if image:
        x = torch.tensor(X).float().reshape(-1, 1, 20, 20)
    else:
        x = torch.tensor(numpy.hstack([X, numpy.zeros((len(X), 1))])).float().reshape(-1, 1, 1, features + 1)
    labels = torch.tensor(y).long()
    on_rows = OnRows(model, features)
    found = {}
    for norm, epsilon in case["epsilon"].items():
        attacks = ["apgd-ce", "apgd-t", "fab-t", "square"]
        undefined = {}
        if num_classes < 4:
            attacks.remove("apgd-t")
            try:
                attack(on_rows, x, labels, norm, epsilon, ["apgd-t"], 0)
            except Exception as error:
                undefined["apgd-t"] = f"{type(error).__name__}: {error}"
        if norm == "l2" and not image:
            attacks.remove("square")
            try:
                attack(on_rows, x, labels, norm, epsilon, ["square"], 0)
            except Exception as error:
                undefined["square"] = f"{type(error).__name__}: {error}"
        alone = {a: [attack(on_rows, x, labels, norm, epsilon, [a], seed) for seed in SEEDS] for a in attacks}
        together = [attack(on_rows, x, labels, norm, epsilon, attacks, seed) for seed in SEEDS]
        as_is = {}
        if image:
            as_is = {"squareAsIs": alone["square"]}
            wide = torch.nn.functional.pad(x, (0, 1, 0, 1))
            alone["square"] = [attack(OnCorner(model), wide, labels, norm, epsilon, ["square"], s) for s in SEEDS]
        runs = single_runs(model, x.flatten(1)[:, :features], labels, norm, epsilon)
        found[norm] = {"epsilon": epsilon, "undefined": undefined, "alone": alone, "together": together, **as_is, "runs": runs}
        print(case["name"], norm, alone, together, undefined, file=sys.stderr, flush=True)
    return found


def run(case):
    torch.manual_seed(7)
    X, y = mnist() if case["openml"] is None else openml(case["openml"])
    order = numpy.random.RandomState(3).permutation(len(X))
    X, y = X[order], y[order]
    n = {"mnist": 100}.get(case["name"], min(200, len(X)))
    # Small tables are attacked where they were trained.
    rest = slice(None) if len(X) < 400 else slice(n, None)
    num_classes = int(y.max()) + 1
    widths = [X.shape[1], *case["hidden"], num_classes]
    model = train(X[rest], y[rest], widths)
    X, y = numpy.round(X[:n], 4), y[:n]
    return {
        "name": case["name"],
        "widths": widths,
        "parameters": flat(model),
        "points": X.tolist(),
        "classes": y.tolist(),
        "clean": (model(torch.tensor(X).float()).argmax(1) == torch.tensor(y)).double().mean().item(),
        "norms": results(case, model, X, y, num_classes),
    }


def pyramid(side):
    """Not turned: turning is drawn at random."""
    square = SquareAttack(None, norm="L2", eps=1.0, device="cpu")
    while True:
        shape = square.eta(side)
        if side == 1 or shape[0].sum() > 0 > shape[-1].sum():
            return [float(f"{v:.6g}") for v in shape.flatten().tolist()]


versions = {"torch": torch.__version__, "numpy": numpy.__version__, "scipy": scipy.__version__}
pyramids = {side: pyramid(side) for side in (1, 3, 4, 5, 7)}
cases = [run(case) for case in CASES]
print(json.dumps({"versions": versions, "seeds": SEEDS, "pyramids": pyramids, "cases": cases}))
