import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AttackOptions } from '../../lib/attacks/attack-options';
import { type AutoAttackComponent, autoAttack, autoAttackComponents } from '../../lib/attacks/auto-attack';
import { apgd } from '../../lib/attacks/gradient/apgd';
import { apgdTargeted } from '../../lib/attacks/gradient/apgd-t';
import { fabTargeted } from '../../lib/attacks/gradient/fab-t';
import type { PerturbationNorm } from '../../lib/attacks/perturbation-norm';
import type { AttackResult } from '../../lib/attacks/run-attack';
import { type SquareOptions, square } from '../../lib/attacks/square/square';
import { squarePyramid } from '../../lib/attacks/square/square-pyramid';
import { matrix } from '../../lib/numeric/matrix';
import { type RandomStream, randomStream } from '../../lib/numeric/random';

interface Found {
  readonly epsilon: number;
  /** What the authors' code does not do, with its error. */
  readonly undefined: Partial<Record<AutoAttackComponent, string>>;
  /** Robust accuracies, one a seed. */
  readonly alone: Partial<Record<AutoAttackComponent, number[]>>;
  readonly together: number[];
  /** Of images without a margin, whose last row and column theirs leaves as they are at the start. */
  readonly squareAsIs?: number[];
  /** Whether APGD fooled a point from the starts of `sequence`; distances of FAB, 0 without an adversarial. */
  readonly runs: { 'apgd-ce': boolean[]; 'apgd-t'?: boolean[]; 'fab-t': number[] };
}

interface Case {
  readonly name: string;
  readonly widths: number[];
  readonly parameters: number[];
  readonly points: number[][];
  readonly classes: number[];
  readonly clean: number;
  readonly norms: Record<PerturbationNorm, Found>;
}

const vectors: { cases: Case[]; pyramids: Record<string, number[]> } = JSON.parse(
  readFileSync(new URL('../vectors/auto-attack.json', import.meta.url), 'utf8'),
);

const attackOf: Record<AutoAttackComponent, (options: SquareOptions) => Promise<AttackResult>> = {
  'apgd-ce': apgd,
  'apgd-t': apgdTargeted,
  'fab-t': fabTargeted,
  square,
};

function optionsOf(found: Case, norm: PerturbationNorm): AttackOptions {
  return {
    model: {
      architecture: { widths: found.widths, activation: 'relu' },
      parameters: Float64Array.from(found.parameters),
    },
    ...{ X: matrix(found.points), y: found.classes, bounds: [0, 1], norm },
    ...{ epsilon: found.norms[norm].epsilon, stream: randomStream('reference') },
  };
}

/** The shapes that the authors' code was given; none where it is not defined. */
function imageShapeOf({ name, widths }: Case, norm: PerturbationNorm): SquareOptions['imageShape'] {
  if (name === 'mnist') return { channels: 1, height: 20, width: 20 };
  return norm === 'linf' ? { channels: 1, height: 1, width: widths[0] } : undefined;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Attacks of MNIST digits take seconds each, on a busy machine minutes. */
const timeout = 600_000;

/** One point of a robust accuracy. */
const onePoint = 0.01 + 1e-12;

/** As many seeds as the authors' code was given where it differs between them; an attack on more features takes seconds. */
const seedsOf = ({ name }: Case) => (name.startsWith('iris') ? [0, 1, 2] : [0]);

function report(...parts: (string | number)[]): void {
  if (process.env.GENLABEL_GAPS) console.log(parts.join('\t'));
}

describe.each(vectors.cases)(
  'on $name, robust accuracies are those of the authors within 1 point',
  (found) => {
    describe.each(['linf', 'l2'] as const)('%s', (norm) => {
      const options = { ...optionsOf(found, norm), imageShape: imageShapeOf(found, norm) };
      const { alone, together, squareAsIs: asIs, undefined: notDefined } = found.norms[norm];
      /** Points that an attack leaves, with the first seed. */
      const left = new Map<AutoAttackComponent, boolean[]>();

      it.each(autoAttackComponents)(
        '%s alone',
        async (attack) => {
          const accuracies: number[] = [];
          for (const seed of seedsOf(found)) {
            const result = await attackOf[attack]({ ...options, stream: randomStream(seed) });
            expect(result.cleanAccuracy).toBeCloseTo(found.clean, 12);
            accuracies.push(result.robustAccuracy);
            if (seed === 0)
              left.set(
                attack,
                result.success.map((broken) => !broken),
              );
          }
          const ours = mean(accuracies);
          const theirs = alone[attack];
          report(found.name, norm, attack, `${accuracies}`, `${theirs ?? notDefined[attack]}`);
          if (attack === 'square' && asIs) expect(ours).toBeLessThanOrEqual(mean(asIs) + onePoint);
          if (theirs) expect(Math.abs(ours - mean(theirs))).toBeLessThanOrEqual(onePoint);
          // Where theirs is not defined, ours must be about as strong as the attacks that are.
          else expect(ours).toBeLessThanOrEqual(mean(together) + (attack === 'apgd-t' ? onePoint : 0.03));
        },
        timeout,
      );

      it('all in sequence, which leaves what each of them leaves alone', async () => {
        const attacks = [...left.values()];
        expect(attacks).toHaveLength(4);
        const robust = found.classes.map((_, i) => attacks.every((points) => points[i]));
        const robustAccuracy = robust.filter((stays) => stays).length / robust.length;
        report(found.name, norm, 'together', robustAccuracy, `${together}`);
        expect(Math.abs(robustAccuracy - mean(together))).toBeLessThanOrEqual(onePoint);
        if (!found.name.startsWith('iris')) return;
        const { success } = await autoAttack({ ...options, stream: randomStream(0) });
        expect(success).toEqual(robust.map((stays) => !stays));
      });
    });
  },
);

/** Uniform and normal numbers in place of which the authors' code was given the same starts. */
function sequence(): RandomStream {
  let i = 0;
  const draw = () => {
    const value = (2 * ((i * i * 31 + i * 7919) % 10007) + 1) / 10007 - 1;
    i++;
    return value;
  };
  return {
    split: () => sequence(),
    normal: draw,
    uniform: () => (draw() + 1) / 2,
  } as unknown as RandomStream;
}

describe.each(vectors.cases)('on $name, point by point', (found) => {
  it.each(['linf', 'l2'] as const)(
    'APGD from the same starts fools the same points: %s',
    async (norm) => {
      const options = { ...optionsOf(found, norm), stream: sequence() };
      const { runs } = found.norms[norm];
      const differences = (result: AttackResult, expected: boolean[]) =>
        expected.filter((fooled, i) => fooled !== result.success[i]).length;
      const counts = [differences(await apgd(options), runs['apgd-ce'])];
      if (runs['apgd-t'])
        counts.push(differences(await apgdTargeted({ ...options, targetClasses: 1 }), runs['apgd-t']));
      report(found.name, norm, 'APGD differs on', `${counts}`);
      expect(Math.max(...counts)).toBeLessThanOrEqual(1);
    },
    timeout,
  );

  it.each(['linf', 'l2'] as const)('FAB comes as near: %s', async (norm) => {
    const { distances } = await fabTargeted({
      ...optionsOf(found, norm),
      targetClasses: 1,
      stopAtEpsilon: false,
    });
    const expected = found.norms[norm].runs['fab-t'];
    const ratios = Array.from(distances, (distance, i) => {
      if (expected[i] === 0) return distance === 0 || distance === Infinity ? 1 : 0;
      return distance / expected[i];
    }).sort((a, b) => a - b);
    report(
      found.name,
      norm,
      'FAB ratios',
      ...[0, 0.05, 0.5, 0.95, 1].map((q) => ratios[Math.floor(q * (ratios.length - 1))]),
    );
    expect(Math.abs(ratios[Math.floor(ratios.length / 2)] - 1)).toBeLessThan(1e-4);
  });
});

it.each(Object.entries(vectors.pyramids))(
  'the pyramid of side %s is that of the authors',
  (side, expected) => {
    squarePyramid(Number(side)).forEach((value, j) => {
      expect(value).toBeCloseTo(expected[j], 5);
    });
  },
);
