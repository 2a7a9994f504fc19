"""Reference EM of Gaussian mixtures. Run in the repository root:
python tests/vectors/gaussian-mixture.py > tests/vectors/gaussian-mixture.json

scikit-learn's GaussianMixture with full covariances, from fixed initial parameters for a fixed number of steps."""

import json
import platform
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

warnings.simplefilter("ignore", ConvergenceWarning)
rng = np.random.default_rng(8)


def listed(values):
    return np.asarray(values).tolist()


def case(name, X, weights, means, covariances, steps, ridge):
    precisions = np.linalg.inv(np.array(covariances))
    model = GaussianMixture(
        len(weights), covariance_type="full", tol=0, reg_covar=ridge, max_iter=steps,
        weights_init=weights, means_init=means, precisions_init=precisions,
    ).fit(X)
    Q = np.vstack([X[:3], X.mean(axis=0) + 4 * X.std(axis=0) * rng.normal(size=X.shape[1])])
    return {
        "name": name, "points": listed(X), "steps": steps, "ridge": ridge,
        "start": {"weights": listed(weights), "means": listed(means), "covariances": listed(covariances)},
        "weights": listed(model.weights_), "means": listed(model.means_), "covariances": listed(model.covariances_),
        "logLikelihood": float(model.score_samples(X).sum()), "bic": float(model.bic(X)),
        "queries": listed(Q), "logDensity": listed(model.score_samples(Q)), "responsibilities": listed(model.predict_proba(Q)),
    }


one = np.concatenate([rng.normal(-1, 1, 20), rng.normal(3, 0.5, 15)])[:, None]
two = np.vstack([
    rng.normal(size=(30, 2)) @ [[1, 0.5], [0, 0.4]] + [0, 3],
    rng.normal(size=(25, 2)) * [0.3, 1],
    rng.normal(size=(15, 2)) + [4, 0],
])
four = np.vstack([rng.normal(size=(40, 4)) @ rng.normal(size=(4, 4)), rng.normal(size=(40, 4)) + 2]) * [1, 1e3, 1, 0.1]
identity = np.eye(2)
cases = [
    case("one feature", one, [0.5, 0.5], [[0.0], [2.0]], [[[1.0]], [[2.0]]], 6, 0.0),
    case("two features, three components", two, [0.2, 0.3, 0.5], [[0, 2], [1, 0], [3, 1]], [identity, 2 * identity, identity], 5, 1e-3),
    case("four features of several scales", four, [0.4, 0.6], [four[0], four[60]], [np.cov(four.T), 2 * np.cov(four.T)], 4, 1e-6),
    case("one component", two, [1.0], [[1, 1]], [identity], 1, 0.1),
]
versions = {"python": platform.python_version(), "numpy": np.__version__, "scikit-learn": sklearn.__version__}
command = "python tests/vectors/gaussian-mixture.py > tests/vectors/gaussian-mixture.json"
print(json.dumps({"command": command, "versions": versions, "cases": cases}, indent=1))
