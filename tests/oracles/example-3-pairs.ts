/** Eq. (3) from its words: the sum over all (n + 2)^2 ordered pairs of the expected loss, by the midpoint rule, alpha = 1. */
export function pairSum(
  n: number,
  theta: readonly [number, number],
  rho: (lambda: number) => number,
  steps = 4000,
): number {
  const points = [[1, 0, 1], [0, 1, 1], ...Array.from({ length: n }, () => [-1, 0, 0])];
  const logLoss = (x: number, y: number, positive: number) => {
    const prediction = 1 / (1 + Math.exp(-(theta[0] * x + theta[1] * y)));
    return -positive * Math.log(prediction) - (1 - positive) * Math.log(1 - prediction);
  };
  let sum = 0;
  for (const a of points) {
    for (const b of points) {
      for (let k = 0; k < steps; k++) {
        const t = (k + 0.5) / steps;
        const positive = a[2] === b[2] ? a[2] : rho(t) * a[2] + (1 - rho(t)) * b[2];
        sum += logLoss(t * a[0] + (1 - t) * b[0], t * a[1] + (1 - t) * b[1], positive) / steps;
      }
    }
  }
  return sum;
}
