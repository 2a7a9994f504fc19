import type { JointGenLabelForm } from '../../lib/train/images/joint-genlabel-options';

interface ClassState {
  mean: number[];
  variance: number;
  /** Weight of data and start; 0 before the first batch, with the correction. */
  weight: number;
}

/** Algorithm 3 written out, a class and a feature at a time, in double precision. */
export class NaiveJointGenLabel {
  readonly states: ClassState[];

  constructor(
    numClasses: number,
    private readonly d: number,
    private readonly beta: number,
    private readonly form: JointGenLabelForm,
  ) {
    const start = form.startCorrection ? 0 : 1;
    this.states = Array.from({ length: numClasses }, () => ({
      ...{ mean: new Array<number>(d).fill(0), variance: start, weight: start },
    }));
  }

  update(features: readonly number[][], labels: readonly number[]): void {
    this.states.forEach((state, c) => {
      const own = features.filter((_, i) => labels[i] === c);
      if (own.length === 0) return;
      const { beta, d } = this;
      const average = own[0].map((_, j) => own.reduce((sum, z) => sum + z[j], 0) / own.length);
      state.mean = average.map((value, j) => (1 - beta) * value + beta * state.mean[j]);
      state.weight = 1 - beta + beta * state.weight;
      const centre = this.form.covarianceAbout === 'smoothed mean' ? this.meanOf(c) : average;
      const trace =
        own.reduce((sum, z) => sum + z.reduce((s, v, j) => s + (v - centre[j]) ** 2, 0), 0) / own.length;
      state.variance = (1 - beta) * (trace / d) + beta * state.variance;
    });
  }

  meanOf(c: number): number[] {
    const { mean, weight } = this.states[c];
    return mean.map((value) => value / weight);
  }

  varianceOf(c: number): number {
    const { variance, weight } = this.states[c];
    return variance / weight;
  }

  label(z: readonly number[]): number[] {
    const logs = this.states.map(({ weight }, c) => {
      if (weight === 0) return Number.NEGATIVE_INFINITY;
      const distance = this.meanOf(c).reduce((sum, m, j) => sum + (z[j] - m) ** 2, 0);
      const s = this.varianceOf(c);
      return -(this.d / 2) * Math.log(s) - (this.form.exponent * distance) / s;
    });
    // Classes not seen so far come last, whichever comes first.
    const sign = this.form.classes === 'greatest' ? 1 : -1;
    const rank = (c: number) => (this.states[c].weight === 0 ? Number.NEGATIVE_INFINITY : sign * logs[c]);
    const order = [...logs.keys()].sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
    const [first, second] = order;
    const share = 1 / (1 + Math.exp(logs[second] - logs[first]));
    return logs.map((_, c) => (c === first ? share : c === second ? 1 - share : 0));
  }
}
