import { describe, expect, it } from 'vitest';
import { nearestName } from '../../lib/data/nearest-name';

// cspell:ignore sectoin timout

describe('nearestName', () => {
  const names = ['section', 'profile', 'timeout'];
  it.each([
    ['sections', 'section'],
    ['sectoin', 'section'],
    ['prof', 'profile'],
    ['timout', 'timeout'],
    ['xyz', undefined],
    ['', undefined],
  ])('takes %j for %j', (name, expected) => {
    expect(nearestName(name, names)).toBe(expected);
  });
});
