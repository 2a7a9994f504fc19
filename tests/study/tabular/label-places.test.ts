import { describe, expect, it } from 'vitest';
import { labelPlaces } from '../../../lib/study/tabular/label-places';

const far = { x: -1000, y: -1000 };

describe('labelPlaces', () => {
  it('puts a label above its mark where nothing is in the way', () => {
    expect(labelPlaces([{ x: 0, y: 0 }], [], far)).toEqual(['top center']);
  });

  it('avoids marks, labels placed before, and axes', () => {
    expect(labelPlaces([{ x: 0, y: 0 }], [{ x: 0, y: 12 }], far)).toEqual(['bottom center']);
    expect(
      labelPlaces(
        [
          { x: 0, y: 0 },
          { x: 20, y: 0 },
        ],
        [],
        far,
      ),
    ).toEqual(['top center', 'bottom center']);
    expect(labelPlaces([{ x: 0, y: 0 }], [], { x: 0, y: -500 })).toEqual(['middle right']);
  });

  it('takes the place that covers least where each covers something', () => {
    const around = [
      { x: 0, y: 13 },
      { x: 0, y: -13 },
      { x: 2, y: 12 },
      { x: 2, y: -12 },
      { x: 24, y: 0 },
      { x: 26, y: 2 },
      { x: -24, y: 0 },
    ];
    expect(labelPlaces([{ x: 0, y: 0 }], around, far)).toEqual(['middle left']);
  });
});
