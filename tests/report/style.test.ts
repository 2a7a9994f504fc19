import { expect, it } from 'vitest';
import { classStyles } from '../../lib/report/style';

/** Linear light of a colour in hexadecimal digits. */
const linear = (color: string): number[] =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });

const times = (rows: readonly (readonly number[])[], x: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, value, i) => sum + value * x[i], 0));

/** Machado, Oliveira and Fernandes (2009), severity 1. */
const deuteranopia = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];

/** CIELAB under D65. */
function lab(light: readonly number[]): number[] {
  const xyz = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    light.map((value) => Math.min(1, Math.max(0, value))),
  );
  const [x, y, z] = xyz.map((value, i) => {
    const share = value / [0.95047, 1, 1.08883][i];
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

it('has nine class colours that differ, all by all, also for who sees no green', () => {
  for (const seen of [(light: number[]) => light, (light: number[]) => times(deuteranopia, light)]) {
    const colors = classStyles.map(({ color }) => lab(seen(linear(color))));
    colors.forEach((a, i) => {
      for (const [j, b] of colors.entries()) {
        if (j <= i) continue;
        const difference = Math.hypot(...a.map((value, k) => value - b[k]));
        expect(difference, `classes ${i + 1} and ${j + 1}`).toBeGreaterThan(20);
      }
    });
  }
  expect(new Set(classStyles.map(({ symbol }) => symbol)).size).toBe(9);
});
