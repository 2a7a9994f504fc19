import { type kernels, type Matrix, matrix, type RandomStream, randomStream } from 'genlabel';
import { choleskyOf, covarianceOf } from './plain.mjs';

/** The workloads' data: three classes of normal points in ten dimensions, their means one apart. */
export const FEATURES = 10;
export const CLASSES = 3;
export const ROWS = 1000;
export const BATCH = 128;
export const STEPS_PER_EPOCH = Math.ceil(ROWS / BATCH);

export interface Problem {
  readonly X: Matrix;
  readonly y: Int32Array;
  readonly gaussians: kernels.ClassDensity[];
  readonly kernelDensities: kernels.ClassDensity[];
  readonly configurations: kernels.SweepConfiguration[];
  readonly stream: RandomStream;
}

export function createProblem(): Problem {
  const stream = randomStream('bench');
  const draw = stream.split('points');
  const y = Int32Array.from({ length: ROWS }, (_, i) => i % CLASSES);
  const rows = Array.from(y, (label) => Array.from({ length: FEATURES }, () => draw.normal() + label));
  const classes = Array.from({ length: CLASSES }, (_, c) => rows.filter((_, i) => y[i] === c));
  const gaussians = classes.map((points) => {
    const { mean, covariance } = covarianceOf(points, points.length, 1e-4);
    return { centres: matrix([mean]), cholesky: choleskyOf(covariance) };
  });
  // Scott's bandwidth.
  const kernelDensities = classes.map((points) => {
    const factor = points.length ** (-1 / (FEATURES + 4));
    const { covariance } = covarianceOf(points, points.length - 1, 0);
    const scaled = covariance.map((row) => row.map((value) => value * factor ** 2));
    return { centres: matrix(points), cholesky: choleskyOf(scaled) };
  });
  const configurations = [0.1, 0.01, 0.001, 0.0001].flatMap((learningRate) =>
    [0, 0.2, 0.4, 0.6, 0.8, 1].map((gamma) => ({ learningRate, gamma })),
  );
  return { X: matrix(rows), y, gaussians, kernelDensities, configurations, stream };
}
