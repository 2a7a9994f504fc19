import type { Matrix } from '../numeric/matrix';

/** How a column of X is to be read: a number, or the index of a category. */
export type Feature =
  | { readonly name: string; readonly kind: 'numeric' }
  | {
      readonly name: string;
      readonly kind: 'nominal';
      readonly categories: readonly string[];
    };

/** A labelled data set: X is [numPoints x numFeatures], y holds classes from 0. */
export interface Dataset {
  readonly name: string;
  readonly X: Matrix;
  readonly y: Int32Array;
  readonly features: readonly Feature[];
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
}
