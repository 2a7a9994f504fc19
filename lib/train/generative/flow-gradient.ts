import exp from '@stdlib/math-base-special-exp';
import type { Matrix } from '../../numeric/matrix';
import { boundedLog, boundedSlope, columnsOf, couple, partsOf } from './coupling';
import type { TrainedNet } from './trained-net';

/** Gradients of the mean negative log likelihood of a batch in all nets. @returns that mean, but for the constant */
export function likelihoodGradient(
  nets: readonly Pick<TrainedNet, 'network' | 'pass' | 'gradient'>[],
  X: Matrix,
): number {
  const { rows: n, cols: d } = X;
  const images = { ...X, data: X.data.slice() };
  const logDeterminants = new Float64Array(n);
  const before = nets.map(({ network, pass }, layer) => {
    const { kept, moved } = partsOf(d, layer);
    const state = { inputs: columnsOf(images, kept), moved: columnsOf(images, moved) };
    pass.forward(network, state.inputs);
    couple(images, moved, pass.outputs, logDeterminants);
    return state;
  });
  const slopes = images.data.map((z) => z / n);
  for (let layer = nets.length - 1; layer >= 0; layer--) {
    coupleBackwards(nets[layer], before[layer], partsOf(d, layer), slopes, d);
  }
  const squares = images.data.reduce((sum, z) => sum + z * z, 0);
  return (squares / 2 - logDeterminants.reduce((sum, value) => sum + value, 0)) / n;
}

/** Slopes of the loss in a coupling's inputs, from those in its outputs, in place. */
function coupleBackwards(
  { network, pass, gradient }: Pick<TrainedNet, 'network' | 'pass' | 'gradient'>,
  before: { readonly inputs: Matrix; readonly moved: Matrix },
  { kept, moved }: ReturnType<typeof partsOf>,
  slopes: Float64Array,
  d: number,
): void {
  const [n, m] = [before.inputs.rows, moved.length];
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < m; c++) {
      const s = boundedLog(pass.outputs[i * 2 * m + c]);
      const p = i * d + moved[c];
      const factor = exp(s);
      pass.slopes[i * 2 * m + c] =
        (slopes[p] * before.moved.data[i * m + c] * factor - 1 / n) * boundedSlope(s);
      pass.slopes[i * 2 * m + m + c] = slopes[p];
      slopes[p] *= factor;
    }
  }
  pass.backward(network, before.inputs, gradient);
  const own = pass.inputGradient(network, n).data;
  for (let i = 0; i < n; i++) {
    kept.forEach((j, c) => {
      slopes[i * d + j] += own[i * kept.length + c];
    });
  }
}
