import { type kernels, type Matrix, matrix, type RandomStream, randomStream } from 'genlabel';
import { choleskyOf, covarianceOf } from './plain.mjs';

/** The workloads' data: three classes of normal points in ten dimensions, their means one apart. */
export const FEATURES = 10;
export const CLASSES = 3;
export const ROWS = 1000;
export const BATCH = 128;
export const CONFIGURATIONS = 24;
export const STEPS_PER_EPOCH = Math.ceil(ROWS / BATCH);

export interface Problem {
  readonly X: Matrix;
  readonly y: Int32Array;
  readonly numClasses: number;
  readonly gaussians: kernels.ClassDensity[];
  readonly kernelDensities: kernels.ClassDensity[];
  readonly configurations: kernels.SweepConfiguration[];
  readonly stream: RandomStream;
}

export interface ProblemShape {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  readonly configurations: number;
}

export const baseShape: ProblemShape = {
  ...{ rows: ROWS, features: FEATURES, classes: CLASSES, configurations: CONFIGURATIONS },
};

export function createProblem(shape: ProblemShape = baseShape): Problem {
  const { classes: numClasses, features: d } = shape;
  const stream = randomStream('bench');
  const draw = stream.split('points');
  const y = Int32Array.from({ length: shape.rows }, (_, i) => i % numClasses);
  // As far from the first class to the last as with three.
  const apart = (CLASSES - 1) / (numClasses - 1);
  const rows = Array.from(y, (label) => Array.from({ length: d }, () => draw.normal() + label * apart));
  const classes = Array.from({ length: numClasses }, (_, c) => rows.filter((_, i) => y[i] === c));
  const gaussians = classes.map((points) => {
    const { mean, covariance } = covarianceOf(points, points.length, 0.01);
    return { centres: matrix([mean]), cholesky: choleskyOf(covariance) };
  });
  // Scott's bandwidth.
  const kernelDensities = classes.map((points) => {
    const factor = points.length ** (-1 / (d + 4));
    const { covariance } = covarianceOf(points, points.length - 1, 0.01);
    const scaled = covariance.map((row) => row.map((value) => value * factor ** 2));
    return { centres: matrix(points), cholesky: choleskyOf(scaled) };
  });
  // At 0.1 rounding decides where training of 100 features and more ends: losses could not be compared.
  const rates = [0.03, 0.01, 0.001, 0.0001];
  const gammas = [0.4, 0, 0.2, 0.6, 0.8, 1];
  const configurations = Array.from({ length: shape.configurations }, (_, i) => ({
    ...{ learningRate: rates[i % 4], gamma: gammas[Math.floor(i / 4) % 6] },
  }));
  return { X: matrix(rows), y, numClasses, gaussians, kernelDensities, configurations, stream };
}
