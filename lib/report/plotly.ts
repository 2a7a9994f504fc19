import { createHash } from 'node:crypto';
import { optionalPackage } from '../data/optional-package';
import { type FigureSpec, plainSpec } from './spec';

/** The one version of plotly.js that draws our figures. A test compares this with the installed package. */
export const plotly = {
  version: '4.1.1',
  /** Of plotly.js-dist/plotly.js, which the CDN serves byte by byte. */
  integrity: 'sha384-WQ1AwRTh1OMvkqdtW61RUvQ1VIvyOYAvC4bPxQnFwwyq15kpo+WXIhzrGljgSdeT',
  cdn: 'https://cdn.jsdelivr.net/npm/plotly.js-dist@4.1.1/plotly.js',
  /** Inside a folder that has node_modules. */
  path: 'node_modules/plotly.js-dist/plotly.js',
} as const;

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
