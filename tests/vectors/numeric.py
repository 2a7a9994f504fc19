"""Reference vectors for lib/numeric. Run in the repository root: python tests/vectors/numeric.py > tests/vectors/numeric.json"""

import json
import platform
import sys

import numpy
import scipy
from scipy import linalg, optimize, stats

numbers = numpy.random.default_rng(20220711)

samples = [
    [83.33, 81.11, 86.67, 84.44, 82.22],
    [float(x) for x in numpy.round(numbers.normal(70, 5, 30), 2)],
    [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16],
    [0.5, 0.25],
]


def interval(values, level):
    low, high = stats.t.interval(level, len(values) - 1, numpy.mean(values), stats.sem(values))
    return {"level": level, "mean": float(numpy.mean(values)), "low": float(low), "high": float(high)}


def prediction(values, size, level):
    n = len(values)
    half = stats.t.ppf((1 + level) / 2, n - 1) * numpy.std(values, ddof=1) * numpy.sqrt(1 / size + 1 / n)
    return {"size": size, "level": level, "low": float(numpy.mean(values) - half), "high": float(numpy.mean(values) + half)}


def definite(n, ridge):
    root = numbers.normal(size=(n, n))
    a = numpy.round(root @ root.T + ridge * numpy.eye(n), 6)
    b = numpy.round(numbers.normal(size=n), 6)
    return {
        "a": a.tolist(),
        "b": b.tolist(),
        "cholesky": linalg.cholesky(a, lower=True).tolist(),
        "solution": linalg.solve(a, b, assume_a="pos").tolist(),
        "inverse": linalg.inv(a).tolist(),
        "logDeterminant": float(numpy.linalg.slogdet(a)[1]),
        "condition": float(numpy.linalg.cond(a)),
    }


def general(n):
    a = numpy.round(numbers.normal(size=(n, n)), 6)
    b = numpy.round(numbers.normal(size=n), 6)
    return {"a": a.tolist(), "b": b.tolist(), "solution": linalg.solve(a, b).tolist(), "condition": float(numpy.linalg.cond(a))}


def legendre(n):
    nodes, weights = numpy.polynomial.legendre.leggauss(n)
    return {"order": n, "nodes": nodes.tolist(), "weights": weights.tolist()}


rosenbrock = optimize.minimize(
    optimize.rosen, [1.3, 0.7, 0.8, 1.9], jac=optimize.rosen_der, method="BFGS", options={"gtol": 1e-10}
)

json.dump(
    {
        "command": "python tests/vectors/numeric.py > tests/vectors/numeric.json",
        "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
        "means": [{"values": v, "standardDeviation": float(numpy.std(v, ddof=1)), **interval(v, level)} for v in samples for level in (0.95, 0.99)],
        "predictions": [{"values": v, **prediction(v, size, 0.95)} for v in samples for size in (1, 5)],
        "definite": [definite(3, 0.1), definite(8, 0.01)],
        "general": [general(3), general(7)],
        "legendre": [legendre(n) for n in (1, 2, 5, 16, 64)],
        "rosenbrock": {"x": rosenbrock.x.tolist(), "value": float(rosenbrock.fun)},
    },
    sys.stdout,
    indent=1,
)
print()
