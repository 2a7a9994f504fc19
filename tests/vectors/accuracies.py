"""Mean test accuracies of softmax regression and of a dense net on four data sets, with standard errors, by PyTorch alone.

    python tests/vectors/accuracies.py > tests/vectors/accuracies.json

Against drift: a change of the kernels that shifts accuracies is seen, though every single step still agrees with its oracle. The sets are
scikit-learn's copies, split by train_test_split(test_size=0.3, random_state=2021) and standardised by the training rows; breast cancer and
diabetes (above its median or not) by their first 200 rows, breast cancer by its ten means. All seeds are trained at once: the parameters
have an axis of seeds, the loss is the sum over it, and the optimisers act on every entry by itself.
"""

import json
import sys

import numpy as np
import sklearn
import torch
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

seeds, epochs, batch_size, hidden, ridge = 400, 30, 32, 16, 1e-4
torch.manual_seed(2021)
torch.set_default_dtype(torch.float64)


def sets():
    iris, wine = load_iris(), load_wine()
    cancer, diabetes = load_breast_cancer(), load_diabetes(scaled=False)
    yield "iris", iris.data, iris.target
    yield "wine", wine.data, wine.target
    yield "breast cancer", cancer.data[:200, :10], cancer.target[:200]
    yield "diabetes", diabetes.data[:200], (diabetes.target[:200] > np.median(diabetes.target[:200])).astype(int)


def split(X, y):
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=2021)
    scaler = StandardScaler().fit(X_train)
    part = lambda X, y: (torch.tensor(np.round(scaler.transform(X), 4)), torch.tensor(y))
    return part(X_train, y_train), part(X_test, y_test)


def linear(inputs, outputs):
    bound = 1 / np.sqrt(inputs)
    draw = lambda *shape: ((2 * torch.rand(*shape) - 1) * bound).requires_grad_()
    return [draw(seeds, inputs, outputs), draw(seeds, 1, outputs)]


def forward(layers, X):
    """X: [seeds x n x d] or [n x d]; layers: weights and bias in turn, ReLU between."""
    for i in range(0, len(layers), 2):
        X = X @ layers[i] + layers[i + 1]
        if i + 2 < len(layers):
            X = torch.relu(X)
    return X


def gaussian_label(X, y, k):
    """Posterior of one Gaussian a class with equal priors (eq. 1), fitted to the training rows by maximum likelihood, ridge on the diagonal."""
    densities = []
    for c in range(k):
        own = X[y == c]
        covariance = torch.cov(own.T, correction=0) + ridge * torch.eye(X.shape[1])
        densities.append(torch.distributions.MultivariateNormal(own.mean(0), covariance))
    return lambda points: torch.softmax(torch.stack([d.log_prob(points) for d in densities], -1), -1)


def train(X, y, k, case):
    n = len(X)
    layers = linear(X.shape[1], k)
    if case["net"]:
        layers = linear(X.shape[1], hidden) + linear(hidden, k)
        optimiser = torch.optim.SGD(layers, lr=case["learningRate"], momentum=0.9, weight_decay=1e-4)
    else:
        optimiser = torch.optim.Adam(layers, lr=case["learningRate"], weight_decay=1e-4)
    one_hot = torch.nn.functional.one_hot(y, k).to(X)
    generative = gaussian_label(X, y, k)
    for _ in range(epochs):
        order = torch.rand(seeds, n).argsort(1)
        for start in range(0, n, batch_size):
            first = order[:, start : start + batch_size]
            second = first.gather(1, torch.rand(first.shape).argsort(1))
            # Beta(1, 1), one a batch.
            share = torch.rand(seeds, 1, 1) if case["labels"] == "mixup" else torch.ones(seeds, 1, 1)
            points = share * X[first] + (1 - share) * X[second]
            label = share * one_hot[first] + (1 - share) * one_hot[second]
            weight = torch.ones(first.shape)
            if case["excludeIntrusion"]:
                nearest = y[torch.cdist(points, X).argmin(-1)]
                weight = ((nearest == y[first]) | (nearest == y[second])).to(X)
            if case["gamma"] > 0:
                label = (1 - case["gamma"]) * label + case["gamma"] * generative(points)
            losses = -(label * torch.log_softmax(forward(layers, points), -1)).sum(-1)
            assert (weight.sum(1) > 0).all()
            optimiser.zero_grad()
            ((losses * weight).sum(1) / weight.sum(1)).sum().backward()
            optimiser.step()
    return layers


softmax = {"net": False, "labels": "mixup", "excludeIntrusion": False, "gamma": 0, "learningRate": 0.01}
cases = {
    "vanilla": {**softmax, "labels": "hard"},
    "mixup": softmax,
    "mixup without intruding points": {**softmax, "excludeIntrusion": True},
    "GenLabel (GM)": {**softmax, "gamma": 0.8},
    "dense net, mixup": {**softmax, "net": True},
}


def entries():
    for name, X, y in sets():
        (X_train, y_train), (X_test, y_test) = split(X, y)
        k = int(y.max()) + 1
        results = {}
        for case_name, case in cases.items():
            layers = train(X_train, y_train, k, case)
            with torch.no_grad():
                right = (forward(layers, X_test).argmax(-1) == y_test).to(X_test).mean(1)
            results[case_name] = {"mean": right.mean().item(), "standardError": (right.std() / seeds**0.5).item()}
            print(name, case_name, results[case_name], file=sys.stderr)
        rows = lambda X: [[float(value) for value in row] for row in X]
        yield {
            "name": name,
            "numClasses": k,
            "training": {"X": rows(X_train), "y": y_train.tolist()},
            "test": {"X": rows(X_test), "y": y_test.tolist()},
            "results": results,
        }


print(
    json.dumps(
        {
            "command": "python tests/vectors/accuracies.py > tests/vectors/accuracies.json",
            "versions": {"torch": torch.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "seeds": seeds,
            "epochs": epochs,
            "batchSize": batch_size,
            "hidden": hidden,
            "cases": cases,
            "sets": list(entries()),
        }
    )
)
