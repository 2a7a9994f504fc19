"""Times training as one would write it in JAX: all configurations by vmap, all steps by scan, compiled. See batched_problem.py."""

import os

# XLA takes as many threads as it may use cores.
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import time

import numpy as np

from batched_problem import serve

import jax
import jax.numpy as jnp
from jax.scipy.special import logsumexp

BETA1, BETA2, EPSILON, DECAY = 0.9, 0.999, 1e-8, 1e-4


def log_densities(densities, x):
    """Equally weighted Gaussians of one covariance for each class."""
    columns = []
    for mean, centres, whitening, scale in densities:
        z = (x - mean) @ whitening.T
        squares = (z * z).sum(1)[:, None] + (centres * centres).sum(1) - 2 * z @ centres.T
        columns.append(scale + logsumexp(-squares / 2, axis=1))
    return jnp.stack(columns, axis=1)


def batch_of(problem, first, second, weight):
    """Mixed points, their base labels, and the classes' posterior there."""
    X, onehot = problem.X, problem.onehot
    x = weight * X[first] + (1 - weight) * X[second]
    base = weight * onehot[first] + (1 - weight) * onehot[second]
    return x, base, jax.nn.softmax(log_densities(problem.densities, x), axis=1)


def adam(p, m, v, g, rate, step):
    g = g + DECAY * p
    m = BETA1 * m + (1 - BETA1) * g
    v = BETA2 * v + (1 - BETA2) * g * g
    unbiased = m / (1 - BETA1**step)
    return p - rate * unbiased / (jnp.sqrt(v / (1 - BETA2**step)) + EPSILON), m, v


def scores(layers, x):
    for w, b in layers[:-1]:
        x = jax.nn.relu(x @ w + b)
    w, b = layers[-1]
    return x @ w + b


def vmapped(problem):
    """Every configuration a model of its own: grad, vmap, scan, jit."""

    def loss(layers, x, label, weights):
        z = scores(layers, x)
        return (weights * (logsumexp(z, axis=1) - (label * z).sum(1))).sum()

    def update(layers, m, v, rate, gamma, x, base, generative, weights, step):
        gradient = jax.grad(loss)(layers, x, base + gamma * (generative - base), weights)
        leaves, tree = jax.tree.flatten(layers)
        flat = [jax.tree.leaves(each) for each in (m, v, gradient)]
        new = [adam(p, a, b, g, rate, step) for p, a, b, g in zip(leaves, *flat)]
        return tuple(jax.tree.unflatten(tree, [one[i] for one in new]) for i in range(3))

    all_configurations = jax.vmap(update, in_axes=(0, 0, 0, 0, 0) + (None,) * 5)
    copies = jax.tree.map(lambda p: jnp.tile(p, (len(problem.rates),) + (1,) * p.ndim), problem.layers)
    zeros = jax.tree.map(jnp.zeros_like, copies)

    def step(state, batch):
        first, second, weight, weights = batch
        layers, m, v, t = state
        x, base, generative = batch_of(problem, first, second, weight)
        new = all_configurations(layers, m, v, problem.rates, problem.gammas, x, base, generative, weights, t)
        return (*new, t + 1), None

    return (copies, zeros, zeros, jnp.float32(1)), step, lambda state: state[0]


def by_hand(problem):
    """Softmax regression with all configurations in one product, [features x (classes, configurations)], and its gradient written out."""
    d, k, count = problem.d, problem.k, len(problem.rates)
    (w, b), = problem.layers
    start = jnp.tile(np.concatenate([b[None], w])[:, :, None], (1, 1, count))

    def step(state, batch):
        first, second, weight, weights = batch
        p, m, v, t = state
        x, base, generative = batch_of(problem, first, second, weight)
        x = jnp.concatenate([jnp.ones((len(x), 1), x.dtype), x], axis=1)
        z = (x @ p.reshape(d + 1, k * count)).reshape(-1, k, count)
        label = base[:, :, None] + problem.gammas * (generative - base)[:, :, None]
        slopes = weights[:, None, None] * (jax.nn.softmax(z, axis=1) - label)
        gradient = (x.T @ slopes.reshape(-1, k * count)).reshape(d + 1, k, count)
        return (*adam(p, m, v, gradient, problem.rates, t), t + 1), None

    def layers(state):
        p = jnp.moveaxis(state[0], 2, 0)
        return [(p[:, 1:], p[:, 0])]

    zeros = jnp.zeros_like(start)
    return (start, zeros, zeros, jnp.float32(1)), step, layers


def training(problem, way):
    start, step, layers_of = way(problem)
    run = jax.jit(lambda state, batches: jax.lax.scan(step, state, batches)[0])
    batches = tuple(map(jnp.asarray, (problem.first, problem.second, problem.lambdas, problem.weights)))

    def losses():
        z = jax.vmap(scores, in_axes=(0, None))(layers_of(run(start, batches)), problem.X)
        own = jnp.take_along_axis(z, jnp.broadcast_to(problem.y[None, :, None], z.shape[:2] + (1,)), axis=2)[..., 0]
        return np.asarray((logsumexp(z, axis=2) - own).mean(axis=1), float).tolist()

    return lambda: float(jax.tree.leaves(run(start, batches))[0].ravel()[0]), losses


def load(problem):
    problem.X, problem.onehot = jnp.asarray(problem.X), jnp.asarray(problem.onehot)
    if not hasattr(problem, "rates"):
        function = jax.jit(lambda x: log_densities(problem.densities, x))
        return {"jit": (lambda: float(function(problem.X)[0, 0]), lambda: np.asarray(function(problem.X), float).ravel().tolist())}
    ways = {"vmap, grad, scan": vmapped}
    if len(problem.layers) == 1:
        ways["one product, by hand, scan"] = by_hand
    return {name: training(problem, way) for name, way in ways.items()}


def limit():
    product = jax.jit(lambda a: a @ a)
    a = jnp.asarray(np.random.rand(1024, 1024).astype(np.float32))
    product(a).block_until_ready()
    best = float("inf")
    for _ in range(8):
        start = time.process_time()
        product(a).block_until_ready()
        best = min(best, time.process_time() - start)
    return 2 * 1024**3 / best / 1e9


serve({"jax": jax.__version__}, load, limit)
