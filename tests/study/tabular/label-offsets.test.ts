import { describe, expect, it } from 'vitest';
import { labelOffsets } from '../../../lib/study/tabular/label-offsets';

const far = { x: -1000, y: -1000 };

describe('labelOffsets', () => {
  it('puts a label above its mark where nothing is in the way', () => {
    expect(labelOffsets([{ x: 0, y: 0 }], [], far)).toEqual([{ x: 0, y: 13 }]);
  });

  it('avoids marks, labels placed before, and axes', () => {
    expect(labelOffsets([{ x: 0, y: 0 }], [{ x: 0, y: 12 }], far)).toEqual([{ x: 0, y: -13 }]);
    const pair = [
      { x: 0, y: 0 },
      { x: 20, y: 0 },
    ];
    expect(labelOffsets(pair, [], far)).toEqual([
      { x: 0, y: 13 },
      { x: 0, y: -13 },
    ]);
    expect(labelOffsets([{ x: 0, y: 0 }], [], { x: 0, y: -500 })).toEqual([{ x: 24, y: 0 }]);
  });

  it('goes out of a crowd, and covers none of it', () => {
    const crowd = Array.from({ length: 169 }, (_, i) => ({
      x: 5 * ((i % 13) - 6),
      y: 5 * (Math.floor(i / 13) - 6),
    }));
    const [offset] = labelOffsets([{ x: 0, y: 0 }], crowd, far);
    expect(crowd.some(({ x, y }) => Math.abs(x - offset.x) < 19 && Math.abs(y - offset.y) < 10)).toBe(false);
  });
});
