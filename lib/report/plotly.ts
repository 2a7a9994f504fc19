import { createHash } from 'node:crypto';
import { optionalPackage } from '../data/optional-package';
import { plotly } from './plotly-version';
import { type FigureSpec, plainSpec } from './spec';

/**
 * Path of the installed plotly.js.
 *
 * @throws MissingPackageError if it is not installed
 */
export function plotlyFile(): string {
  const find = () => require.resolve('plotly.js-dist/plotly.js');
  return optionalPackage('plotly.js-dist', 'draws figures', find);
}

/** Names a drawing: equal specs drawn by equal versions have equal hashes. */
export function specHash(spec: FigureSpec): string {
  const drawn = JSON.stringify([plotly.version, plainSpec(spec)]);
  return createHash('sha256').update(drawn).digest('hex').slice(0, 16);
}
