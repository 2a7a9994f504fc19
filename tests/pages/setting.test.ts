import { describe, expect, it } from 'vitest';
import {
  dataNames,
  hashOfSetting,
  methodNames,
  numberNames,
  ranges,
  type Setting,
  settingFromHash,
  startSetting,
  within,
} from '../../lib/pages/playground/setting';

describe('setting in an address', () => {
  it('is empty at the start', () => {
    expect(hashOfSetting(startSetting)).toBe('');
    expect(settingFromHash('')).toEqual(startSetting);
  });

  it('comes back as it was, whatever it is', () => {
    for (const data of dataNames) {
      for (const place of [0, 1]) {
        const numbers = numberNames.map((name) => {
          const { least, most } = ranges[name];
          return [name, place === 0 ? least : within(name, most)];
        });
        const setting: Setting = {
          ...startSetting,
          ...Object.fromEntries(numbers),
          data,
          methods: methodNames.slice(place, 3 + place),
          points: data === 'own' ? '0.5,-1,0;1,2,1' : '',
        };
        expect(settingFromHash(hashOfSetting(setting))).toEqual(setting);
      }
    }
  });

  it('takes from a bad address what is good', () => {
    const setting = settingFromHash(
      '#data=nowhere&alpha=1e9&gamma=-3&n=x&seed=&methods=mixup evil&points=<script>',
    );
    expect(setting).toEqual({
      ...startSetting,
      methods: ['mixup'],
      alpha: ranges.alpha.most,
      gamma: 0,
    });
  });

  it('keeps numbers on the steps of their sliders', () => {
    expect(within('gamma', 0.42)).toBe(0.4);
    expect(within('depth', 1.6)).toBe(2);
    expect(within('n', Number.NaN)).toBe(ranges.n.start);
    for (const name of numberNames) expect(within(name, ranges[name].start)).toBe(ranges[name].start);
  });
});
