"""Times training of all configurations at once in PyTorch, gradients written out, plain and compiled. See batched_problem.py."""

import time

import numpy as np

from batched_problem import serve

import torch

torch.set_num_threads(1)
torch._dynamo.config.recompile_limit = 64
BETA1, BETA2, EPSILON, DECAY = 0.9, 0.999, 1e-8, 1e-4


def log_densities(densities, x):
    columns = []
    for mean, centres, whitening, scale in densities:
        z = (x - mean) @ whitening.T
        squares = (z * z).sum(1)[:, None] + (centres * centres).sum(1) - 2 * z @ centres.T
        columns.append(scale + torch.logsumexp(-squares / 2, 1))
    return torch.stack(columns, 1)


def adam(p, m, v, g, rate, t):
    g = g + DECAY * p
    m.mul_(BETA1).add_(g, alpha=1 - BETA1)
    v.mul_(BETA2).addcmul_(g, g, value=1 - BETA2)
    scale = (v / (1 - BETA2**t)).sqrt_().add_(EPSILON)
    p.sub_(rate / (1 - BETA1**t) * m / scale)


def scores(layers, x):
    """[configurations x points x classes]; weights have the bias as their first row."""
    inputs = []
    for i, w in enumerate(layers):
        x = torch.cat([torch.ones_like(x[..., :1]), x], -1)
        inputs.append(x)
        x = x @ w
        if i < len(layers) - 1:
            x = torch.relu(x)
    return x, inputs


def train_step(problem, layers, first, second, weight, weights, t):
    X, onehot = problem.X, problem.onehot
    x = weight * X[first] + (1 - weight) * X[second]
    base = weight * onehot[first] + (1 - weight) * onehot[second]
    generative = torch.softmax(log_densities(problem.densities, x), 1)
    z, inputs = scores([p for p, _, _ in layers], x.expand(len(problem.rates), -1, -1))
    label = base + problem.gammas[:, None, None] * (generative - base)
    slopes = weights[:, None] * (torch.softmax(z, 2) - label)
    gradients = []
    for (p, _, _), below in zip(reversed(layers), reversed(inputs)):
        gradients.append(below.transpose(1, 2) @ slopes)
        slopes = (slopes @ p.transpose(1, 2))[..., 1:] * (below[..., 1:] > 0)
    for (p, m, v), g in zip(layers, reversed(gradients)):
        adam(p, m, v, g, problem.rates[:, None, None], t)


def training(problem, step):
    def start():
        for w, b in problem.layers:
            p = torch.tensor(np.concatenate([b[None], w])).repeat(len(problem.rates), 1, 1)
            yield p, torch.zeros_like(p), torch.zeros_like(p)

    batches = [torch.tensor(each) for each in (problem.first, problem.second, problem.lambdas, problem.weights)]

    def run():
        layers = list(start())
        for i, (first, second, weight, weights) in enumerate(zip(*batches)):
            step(problem, layers, first, second, weight, weights, torch.tensor(i + 1.0))
        return layers

    def losses():
        z, _ = scores([p for p, _, _ in run()], problem.X.expand(len(problem.rates), -1, -1))
        own = z[:, torch.arange(problem.n), problem.y.long()]
        return (torch.logsumexp(z, 2) - own).mean(1).double().tolist()

    return lambda: float(run()[0][0].flatten()[0]), losses


def compiled(function):
    """Undefined where this machine has no compiler for it."""
    try:
        probe = torch.compile(lambda x: x * 2 + 1)
        probe(torch.ones(8))
    except Exception:
        return None
    return torch.compile(function, dynamic=False)


@torch.no_grad()
def load(problem):
    for field in ("X", "onehot", "y", "rates", "gammas"):
        if hasattr(problem, field):
            setattr(problem, field, torch.tensor(getattr(problem, field)))
    problem.densities = [tuple(map(torch.tensor, one)) for one in problem.densities]
    if not hasattr(problem, "rates"):
        plain = lambda: log_densities(problem.densities, problem.X)
        ways = {"plain": plain, "compiled": compiled(plain)}
        return {n: (lambda f=f: float(f()[0, 0]), lambda f=f: f().double().flatten().tolist()) for n, f in ways.items() if f}
    ways = {"batched": train_step, "batched, compiled": compiled(train_step)}
    return {name: training(problem, step) for name, step in ways.items() if step}


@torch.no_grad()
def limit():
    a = torch.rand(1024, 1024)
    best = float("inf")
    for _ in range(8):
        start = time.process_time()
        a @ a
        best = min(best, time.process_time() - start)
    return 2 * 1024**3 / best / 1e9


with torch.no_grad():
    serve({"torch": torch.__version__}, load, limit)
