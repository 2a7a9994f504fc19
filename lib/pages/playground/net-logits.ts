import { withArena } from '../../kernels/arena';
import { placeLogitPass } from '../../kernels/logit-pass';
import type { NetworkModel } from '../../kernels/network-model';
import { type Matrix, zeros } from '../../numeric/matrix';

/** Points a pass handles together: small enough for the caches. */
const passRows = 256;

/** Logits of a net by the kernels, [numPoints x numClasses]. */
export function netLogits(network: NetworkModel, points: Matrix): Matrix {
  const { widths } = network.architecture;
  const logits = zeros(points.rows, widths[widths.length - 1]);
  if (points.rows === 0) return logits;
  withArena((arena) => {
    const pass = placeLogitPass(arena, network, Math.min(passRows, points.rows));
    for (let first = 0; first < points.rows; first += passRows) {
      pass.forward(points, first, Math.min(passRows, points.rows - first), logits.data);
    }
  });
  return logits;
}
