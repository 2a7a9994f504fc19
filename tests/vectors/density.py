"""Reference log densities. Run in the repository root:
python tests/vectors/density.py > tests/vectors/density.json

Gaussians from scikit-learn's EmpiricalCovariance and scipy.stats.multivariate_normal; kernel densities from
scipy.stats.gaussian_kde, those with a ridge from scikit-learn's KernelDensity on whitened points; nearest neighbours from
scikit-learn's NearestNeighbors; posteriors from scipy.special.softmax of Gaussian log densities."""

import json
import platform

import numpy as np
import scipy
import sklearn
from scipy.special import gammaln, softmax
from scipy.stats import Covariance, gaussian_kde, multivariate_normal
from sklearn.covariance import EmpiricalCovariance
from sklearn.neighbors import KernelDensity, NearestNeighbors

rng = np.random.default_rng(5)


def cloud(n, scales, shift=0.0):
    mixing = rng.normal(size=(len(scales), len(scales)))
    return (rng.normal(size=(n, len(scales))) @ mixing + shift) * np.array(scales)


def gaussian(X, Q, ridge):
    fitted = EmpiricalCovariance().fit(X)
    covariance = fitted.covariance_ + ridge * np.eye(X.shape[1])
    # By its factor: SciPy takes a matrix with a feature of scale 1e6 for singular.
    factored = Covariance.from_cholesky(np.linalg.cholesky(covariance))
    return np.atleast_1d(multivariate_normal(fitted.location_, factored).logpdf(Q))


def ridged_kernel(X, Q, h, ridge):
    S = np.atleast_2d(np.cov(X, rowvar=False)) + ridge * np.eye(X.shape[1])
    L = np.linalg.cholesky(S)
    whitened = KernelDensity(bandwidth=h, rtol=0, atol=0).fit(np.linalg.solve(L, X.T).T)
    return whitened.score_samples(np.linalg.solve(L, Q.T).T) - np.log(np.diag(L)).sum()


def nearest(X, Q, k):
    n, d = X.shape
    radius = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(X).kneighbors(Q)[0][:, -1]
    log_volume = d / 2 * np.log(np.pi) - gammaln(d / 2 + 1) + d * np.log(radius)
    return np.log(k / n) - log_volume


def listed(values):
    return np.asarray(values).tolist()


sets = {
    "one feature": cloud(7, [1.0], 3.0),
    "two features": cloud(12, [1.0, 0.1]),
    "four features, one of scale 1e6": cloud(25, [1.0, 1e6, 0.5, 3.0], 1.0),
    "seven features": cloud(40, [1.0] * 7, -2.0),
}
cases = []
for name, X in sets.items():
    spread = X.std(axis=0)
    Q = np.vstack([X.mean(axis=0), X[0] + 0.1 * spread, X.mean(axis=0) + 3 * spread * rng.normal(size=X.shape[1])])
    far = X.mean(axis=0) + 100 * spread
    every = np.vstack([Q, far])
    constant = np.column_stack([X, np.full(len(X), 0.1)])
    constant_query = np.column_stack([Q, [0.1, 0.1, 0.1001]])
    cases.append({
        "name": name, "points": listed(X), "queries": listed(every),
        "gaussian": [{"ridge": r, "logDensity": listed(gaussian(X, every, r))} for r in (0, 1e-4, 0.5)],
        # gaussian_kde underflows to -inf at the far point in some versions, so it is not asked there.
        "kernel": [
            {"bandwidth": h, "logDensity": listed(gaussian_kde(X.T, bw_method=h).logpdf(Q.T))}
            for h in ("scott", 0.2, 0.1, 1.5)
        ],
        "nearest": [{"k": k, "logDensity": listed(nearest(X, every, k))} for k in (1, 3, len(X))],
        "constant": {
            "points": listed(constant), "queries": listed(constant_query), "ridge": 1e-8,
            "gaussian": listed(gaussian(constant, constant_query, 1e-8)),
            "bandwidth": 0.2, "kernel": listed(ridged_kernel(constant, constant_query, 0.2, 1e-8)),
        },
    })

X = np.vstack([cloud(15, [1.0, 1.0], shift) for shift in (-2, 0, 3)])
y = np.repeat([0, 1, 2], 15)
Q = rng.normal(size=(6, 2)) * 3
log_densities = np.column_stack([gaussian(X[y == c], Q, 1e-4) for c in range(3)])
log_priors = np.log([0.2, 0.5, 0.3])
posterior = {
    "X": listed(X), "y": listed(y), "queries": listed(Q), "ridge": 1e-4, "logDensities": listed(log_densities),
    "posterior": listed(softmax(log_densities, axis=1)),
    "logPriors": listed(log_priors), "withPriors": listed(softmax(log_densities + log_priors, axis=1)),
}
versions = {
    "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
    "scikit-learn": sklearn.__version__,
}
command = "python tests/vectors/density.py > tests/vectors/density.json"
print(json.dumps({"command": command, "versions": versions, "cases": cases, "posterior": posterior}, indent=1))
