import { expect, it } from 'vitest';
import { autoAttack } from '../../lib/attacks/auto-attack';
import { tensorflowModel } from '../../lib/attacks/tensorflow-model';
import { randomStream } from '../../lib/numeric/random';
import { tensorflow } from '../../lib/tensorflow/tensorflow';
import { tensorflowNetwork } from '../../lib/train/tensorflow-network';
import { type AttackProblem, bounds, linearProblem, planeProblem } from '../oracles/attack-problems';

const problems: AttackProblem[] = [linearProblem(6, 5, 30), planeProblem([8, 8], 3, 'plane 8', 30)];

it.each(problems)(
  'autoAttack finds the TensorFlow.js copy of a dense net as robust as the net: $name',
  async (problem) => {
    const { network, X, y } = problem;
    const { tf } = await tensorflow();
    const copy = tensorflowModel(tf, { model: tensorflowNetwork(tf, network) });
    for (const norm of ['linf', 'l2'] as const) {
      const common = {
        X,
        y,
        bounds,
        norm,
        epsilon: 0.25,
        queries: 200,
        stream: randomStream('copy'),
      } as const;
      const ours = await autoAttack({ ...common, model: network });
      const theirs = await autoAttack({ ...common, model: copy });
      // Single precision: a point whose nearest adversarial lies at epsilon may be decided by rounding; here none does.
      expect(theirs.robustAccuracy).toBe(ours.robustAccuracy);
      expect(theirs.cleanAccuracy).toBe(1);
      expect(theirs.success).toContain(true);
      expect(theirs.success).toContain(false);
    }
  },
);
