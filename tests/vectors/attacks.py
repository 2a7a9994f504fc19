"""Reference adversarials of the Boundary Attack. Run in the repository root:
python tests/vectors/attacks.py > tests/vectors/attacks.json

foolbox's BoundaryAttack in f64, a point at a time, its random numbers replaced by the sequences below."""

import json

import eagerpy
import foolbox
import torch

STEPS = 6000
POINTS = [[0.2, -0.1, 0.4], [-0.6, 0.3, 0.1], [0.9, 0.8, -0.7], [0.05, 0.95, 0.3], [-0.3, -0.4, -0.9], [0.6, 0.5, 0.5]]


class Sequence:
    """Numbers in (-1, 1) by integer arithmetic: the same in every language."""

    def __init__(self, offset):
        self.next = 0
        self.offset = offset

    def draw(self):
        i = self.next
        self.next += 1
        return (2 * ((i * i * 31 + i * 7919 + self.offset) % 10007) + 1) / 10007 - 1


def classes(points):
    x, y, z = points[:, 0], points[:, 1], points[:, 2]
    return (x * x + 0.5 * y * y + 0.3 * x * z + 0.2 * y > 0.4).long()


class Model(torch.nn.Module):
    def forward(self, points):
        return torch.nn.functional.one_hot(classes(points), 2).double()


def attack(point, steps):
    uniform, normal = Sequence(1), Sequence(2)

    def draw_uniform(x, shape, low, high):
        values = [low + (high - low) * (uniform.draw() + 1) / 2 for _ in range(x.shape[1])]
        return eagerpy.astensor(torch.tensor([values], dtype=torch.float64))

    def draw_normal(x, shape):
        values = [[normal.draw()] for _ in range(shape[0])]
        return eagerpy.astensor(torch.tensor(values, dtype=torch.float64))

    eagerpy.uniform, eagerpy.normal = draw_uniform, draw_normal
    model = foolbox.PyTorchModel(Model().eval(), bounds=(-1, 1))
    x = torch.tensor([point], dtype=torch.float64)
    found, _, _ = foolbox.attacks.BoundaryAttack(steps=steps)(model, x, classes(x), epsilons=None)
    return found[0].tolist()


print(
    json.dumps(
        {
            "versions": {"foolbox": foolbox.__version__, "torch": torch.__version__},
            "steps": STEPS,
            "points": POINTS,
            "starts": [attack(point, 0) for point in POINTS],
            "adversarials": [attack(point, STEPS) for point in POINTS],
        },
        indent=1,
    )
)
