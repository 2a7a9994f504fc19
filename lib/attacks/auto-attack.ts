import { selectRows } from '../numeric/matrix';
import type { AttackOptions } from './attack-options';
import { AskedModel } from './boundary/asked-model';
import { apgd } from './gradient/apgd';
import { apgdTargeted } from './gradient/apgd-t';
import { fabTargeted } from './gradient/fab-t';
import type { ImageShape } from './image-shape';
import type { AttackWarning } from './model-guards';
import { type AttackResult, runAttack } from './run-attack';
import { square } from './square/square';

/** The attacks of the standard AutoAttack, in its order. */
export const autoAttackComponents = ['apgd-ce', 'apgd-t', 'fab-t', 'square'] as const;

/** One of `autoAttackComponents`. */
export type AutoAttackComponent = (typeof autoAttackComponents)[number];

/** What AutoAttack takes: points, ball and model, and which of its attacks run. */
export interface AutoAttackOptions extends AttackOptions {
  /** `standard`: all four attacks, one ascent or descent each, at most 9 targets, 5000 queries. */
  readonly version?: 'standard';
  /** Which attacks run, in this order. Default: all of `autoAttackComponents`. */
  readonly attacks?: readonly AutoAttackComponent[];
  /** Steps of APGD and FAB. Default: 100. */
  readonly iterations?: number;
  /** Most target classes of APGD-T and FAB-T. Default: 9. */
  readonly targetClasses?: number;
  /** Queries of Square. Default: 5000. */
  readonly queries?: number;
  /** The features as an image, for Square. Default: features of a table. */
  readonly imageShape?: ImageShape;
}

/** What one of the attacks did to the points that were robust to those before it. */
export interface ComponentResult {
  readonly attack: AutoAttackComponent;
  /** Points that it was run on. */
  readonly attacked: number;
  /** Points of these that it broke. */
  readonly broken: number;
  /** Share of all points that are robust to it and those before it. */
  readonly robustAccuracy: number;
}

/** What AutoAttack found: the nearest adversarial of each point, and what each attack did. */
export interface AutoAttackResult extends AttackResult {
  readonly components: readonly ComponentResult[];
  /** [n], what broke a point: `clean` if the model misclassifies it as it is, undefined if nothing did. */
  readonly brokenBy: readonly (AutoAttackComponent | 'clean' | undefined)[];
}

const attackOf = {
  'apgd-ce': apgd,
  'apgd-t': apgdTargeted,
  'fab-t': fabTargeted,
  square,
} as const;

/** Square breaking more than this share of the points beyond the other attacks is a warning (the authors' number). */
const suspiciousShare = 0.002;

/**
 * AutoAttack (Croce and Hein 2020), standard version, in L-inf or L2: APGD-CE, APGD-T, FAB-T and Square in sequence, each on
 * the points that are still robust. With equal options a point is broken by an attack here exactly if it is by the attack
 * alone: random numbers depend on the stream, the attack and the point. Every adversarial is confirmed by asking again.
 *
 * Guards of the authors and what becomes of them here. Errors: probabilities in place of logits, logits or gradients that
 * are not finite, a class that the model does not know. Warnings in the result: a random model, zero gradients, Square
 * breaking points that the others did not, the substitute of DLR for two or three classes. More targets than classes
 * are not possible. A constant model is robust wherever it is right, with the warning of zero gradients.
 *
 * @throws RangeError if an option is out of range, epsilon is not positive, the points leave the bounds, or a guard says so
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { robustAccuracy, components } = await autoAttack({
 *   model: network, X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0],
 *   epsilon: 0.3, norm: 'linf', bounds: [-1, 1], queries: 100, stream: randomStream(1),
 * });
 * robustAccuracy; // 0.5: the second point is 0.2 away from the boundary, the first 0.5
 * components.map(({ attack }) => attack); // ['apgd-ce', 'apgd-t', 'fab-t', 'square']
 */
export async function autoAttack(options: AutoAttackOptions): Promise<AutoAttackResult> {
  const { version = 'standard', attacks = autoAttackComponents, X, y } = options;
  if (version !== 'standard') throw new RangeError(`version is ${version}, expected 'standard'`);
  requireAttacks(attacks);
  const clean = await runAttack('clean', options, async () => {});
  const { adversarials, distances, success } = clean;
  const model = new AskedModel(options.model);
  const brokenBy: (AutoAttackComponent | 'clean' | undefined)[] = success.map((broken) =>
    broken ? 'clean' : undefined,
  );
  const warnings = [...clean.warnings];
  const components: ComponentResult[] = [];
  for (const attack of attacks) {
    const robust = Array.from(brokenBy.keys()).filter((i) => !brokenBy[i]);
    if (robust.length > 0) {
      const part = { X: selectRows(X, robust), y: robust.map((i) => y[i]) };
      const result = await attackOf[attack]({ ...options, ...part, model });
      warnings.push(...result.warnings);
      robust.forEach((i, at) => {
        if (!result.success[at]) return;
        brokenBy[i] = attack;
        success[i] = true;
        distances[i] = result.distances[at];
        adversarials.data.set(result.adversarials.data.subarray(at * X.cols, (at + 1) * X.cols), i * X.cols);
      });
    }
    const broken = brokenBy.filter((by) => by === attack).length;
    const left = (robust.length - broken) / X.rows;
    components.push({ attack, attacked: robust.length, broken, robustAccuracy: left });
  }
  warnings.push(...squareWarnings(components, X.rows));
  return {
    ...{ adversarials, distances, success, brokenBy, components },
    cleanAccuracy: clean.cleanAccuracy,
    robustAccuracy: success.filter((broken) => !broken).length / X.rows,
    warnings: firstOfEachKind(warnings),
  };
}

function requireAttacks(attacks: readonly AutoAttackComponent[]): void {
  const known = attacks.every((attack) => autoAttackComponents.includes(attack));
  if (attacks.length > 0 && known && new Set(attacks).size === attacks.length) return;
  throw new RangeError(
    `attacks are [${attacks}], expected at least one of ${autoAttackComponents.join(', ')}, each at most once`,
  );
}

function squareWarnings(components: readonly ComponentResult[], numPoints: number): AttackWarning[] {
  const last = components.find(({ attack }) => attack === 'square');
  if (!last || components[0] === last || last.broken <= suspiciousShare * numPoints) return [];
  const message =
    `Square broke ${last.broken} of ${last.attacked} points that the gradient attacks did not: their gradients may mislead ` +
    'them, and the robust accuracy may be too high; raise its queries, or attack the model in a way of its own';
  return [{ kind: 'square-stronger', message }];
}

function firstOfEachKind(warnings: readonly AttackWarning[]): AttackWarning[] {
  return warnings.filter(({ kind }, i) => warnings.findIndex((other) => other.kind === kind) === i);
}
