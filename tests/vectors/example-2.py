"""Reference solutions of Example 2. Run in the repository root:
python tests/vectors/example-2.py > tests/vectors/example-2.json

Written from the definition with scipy alone: all entries of W but the last row, adaptive quadrature, a root finder for the
gradient (mixup), constrained minimisation and then Lagrange's equations (vanilla at a norm). No symmetry of the data is used."""

import json
import platform
import sys

import numpy as np
import scipy
from scipy.integrate import quad_vec
from scipy.optimize import minimize, root
from scipy.special import expit, log_softmax, softmax

d = 5.0
X = np.array([[-d, d], [d, d], [-d, -d]])
E = np.eye(3)


def gradient(W, labeling, sigma2, pairs):
    total = np.zeros((3, 2))
    for i, j in pairs:
        def integrand(t):
            rho = t if labeling == "linear" else expit(2 * (t - 0.5) / sigma2)
            x = t * X[i] + (1 - t) * X[j]
            return np.outer(softmax(W @ x) - rho * E[i] - (1 - rho) * E[j], x)

        total += quad_vec(integrand, 0, 1, epsabs=1e-14, epsrel=1e-13, points=[0.5])[0]
    return total / len(pairs)


def full(v):
    return np.vstack([v.reshape(2, 2), -v.reshape(2, 2).sum(axis=0)])


def fit(labeling, sigma2, ordered):
    pairs = [(i, j) for i in range(3) for j in range(3)] if ordered else [(0, 1), (0, 2), (1, 2)]
    def equations(v):
        g = gradient(full(v), labeling, sigma2, pairs)
        return (g[:2] - g[2]).ravel()

    start = np.array([-1.0, 1.0, 2.0, 1.0]) / 5 * (0.3 / sigma2 if labeling == "logistic" else 1)
    solution = root(equations, start, method="hybr", options={"xtol": 1e-14})
    return full(solution.x), float(np.abs(solution.fun).max())


def margin(W):
    return float(min((W[i] - W[j]) @ X[i] / np.linalg.norm(W[i] - W[j]) for i in range(3) for j in range(3) if i != j))


def vanilla(norm):
    loss = lambda w: -sum(log_softmax(w.reshape(3, 2) @ X[i])[i] for i in range(3))
    solution = minimize(
        lambda w: np.log(loss(w)),
        norm * np.array([-0.5, 0.3, 0.6, 0.2, -0.1, -0.5]),
        method="SLSQP",
        constraints={"type": "eq", "fun": lambda w: w @ w - norm**2},
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    def stationary(u):
        W = u[:6].reshape(3, 2)
        p = softmax(X @ W.T, axis=1)
        np.fill_diagonal(p, 0)
        residuals = p - np.diag(p.sum(axis=1))  # p_ii - 1 without cancellation
        g = residuals.T @ X / p.sum()
        return np.append((g + u[6] * W).ravel(), u[:6] @ u[:6] - norm**2)

    polished = root(stationary, np.append(solution.x, 1.0), method="hybr", options={"xtol": 1e-14})
    return polished.x[:6].reshape(3, 2)


fits = []
for labeling, sigma2, ordered in [
    ("linear", None, False), ("linear", None, True), ("logistic", 0.05, False), ("logistic", 0.05, True),
    ("logistic", 0.1, False), ("logistic", 0.5, False), ("logistic", 3.0, True),
]:
    W, residual = fit(labeling, sigma2, ordered)
    options = {"labeling": labeling, "pairs": "ordered" if ordered else "unordered"}
    if sigma2 is not None:
        options["sigma2"] = sigma2
    fits.append({"options": options, "W": W.tolist(), "margin": margin(W), "gradientNorm": residual})

norms = []
for norm in [0.1, 0.5, 1.0, 2.0, 3.0]:
    W = vanilla(norm)
    norms.append({"norm": norm, "W": W.tolist(), "margin": margin(W)})

json.dump(
    {
        "command": "python tests/vectors/example-2.py > tests/vectors/example-2.json",
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "d": d,
        "fits": fits,
        "vanillaAtNorm": norms,
    },
    sys.stdout,
    indent=1,
)
print()
