import { methodStyles } from '../../report/style';
import { type Chart, type ChartLine, chartSvg, legendOf, type Tick } from './chart';
import { colorOf } from './draw-plane';
import type { Example1, Example2, Example3At } from './examples';

const fixed = (value: number, digits = 3): string => value.toFixed(digits).replace('-', '−');

const ticks = (values: readonly number[], text: (value: number) => string = String): Tick[] =>
  values.map((at) => ({ at, text: text(at) }));

/** Puts a chart and its legend into a place, and a sentence with the numbers below. */
function put(
  page: Document,
  place: Element,
  charts: readonly Chart[],
  lines: readonly ChartLine[],
  text: string,
): void {
  const sentence = page.createElement('p');
  sentence.textContent = text;
  place.replaceChildren(
    ...charts.map((chart) => chartSvg(page, chart, text)),
    legendOf(page, lines),
    sentence,
  );
}

/** Example 1: losses over theta, the reader's theta, the exact optimum and the printed one. */
export function showExample1(page: Document, place: Element, theta: number, found: Example1): void {
  const colors = ['#8c6d1f', methodStyles.mixup.color, methodStyles['genlabel-gm'].color];
  const lines = found.curves.map(
    ({ name, points }, i): ChartLine => ({
      ...{ name, points, color: colors[i], dash: ['6 4', '2 3', ''][i] || undefined },
      marks:
        i === 2 ? [{ x: found.best.theta, y: at(points, found.best.theta), title: 'exact optimum' }] : [],
    }),
  );
  const { l1, l2, l3 } = found.losses;
  const chart: Chart = {
    title: 'Losses of Example 1 over theta',
    x: { title: 'θ', range: [0, 1], ticks: ticks([0, 0.25, 0.5, 0.75, 1]) },
    y: { title: 'loss', range: [0, 2.5], ticks: ticks([0, 0.5, 1, 1.5, 2, 2.5]) },
    lines,
    cursor: theta,
  };
  put(
    page,
    place,
    [chart],
    lines,
    `At θ = ${fixed(theta, 2)}: L1 = ${fixed(l1)}, L2 = ${fixed(l2)}, L3 = ${fixed(l3)}, margin ${fixed(found.margin)}. ` +
      `The sum is least at θ = ${fixed(found.best.theta)}, margin ${fixed(found.best.margin)}; the paper prints 7/16 = 0.438. Without intrusion it is 0.5.`,
  );
}

/** Value of a line at the node nearest to a place. */
function at(points: readonly number[], x: number): number {
  let best = 0;
  for (let k = 0; k < points.length; k += 2)
    if (Math.abs(points[k] - x) < Math.abs(points[best] - x)) best = k;
  return points[best + 1];
}

/** Half a side of the part of the plane that Example 2 shows. */
const half = 8;

/** Example 2: boundaries of the classifiers between the three points. */
export function showExample2(page: Document, place: Element, { points, models }: Example2): void {
  const styles = [methodStyles.vanilla, methodStyles.mixup, methodStyles['genlabel-gm']];
  const lines = models.map(
    ({ name, weights, margin }, i): ChartLine => ({
      name: `${name}: margin ${fixed(margin)}`,
      color: styles[i].color === '#4d4d4d' ? 'currentColor' : styles[i].color,
      dash: ['', '7 4', '2 3'][i] || undefined,
      points: boundaryOf(weights),
    }),
  );
  const data = points.map(
    ([x, y], c): ChartLine => ({
      name: `x${c + 1}`,
      color: colorOf(c),
      points: [],
      marks: [{ x, y, title: `x${c + 1}` }],
    }),
  );
  const side = { range: [-half, half] as const, ticks: ticks([-5, 0, 5]) };
  const chart: Chart = {
    title: 'Example 2: three points and the boundaries of three classifiers',
    x: { title: 'first feature', ...side },
    y: { title: 'second feature', ...side },
    lines: [...lines, ...data],
  };
  put(page, place, [chart], lines, `The largest margin is 5, half the distance of the points.`);
}

/** The boundary of class 1 against the likelier of classes 2 and 3, and between these: rays from the origin, as one line. */
function boundaryOf(weights: readonly (readonly [number, number])[]): number[] {
  const rays: number[][] = [];
  for (const [i, j] of [
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const) {
    const difference = [weights[i][0] - weights[j][0], weights[i][1] - weights[j][1]];
    const k = 3 - i - j;
    for (const sign of [1, -1]) {
      const ray = [-sign * difference[1], sign * difference[0]];
      const score = ([a, b]: readonly [number, number]) => a * ray[0] + b * ray[1];
      // The ray is part of the boundary where the third class is less likely.
      if (score(weights[k]) < score(weights[i])) {
        const scale = half / Math.max(Math.abs(ray[0]), Math.abs(ray[1]));
        rays.push([ray[0] * scale, ray[1] * scale]);
      }
    }
  }
  return rays.flatMap(([x, y]) => [0, 0, x, y, 0, 0]);
}

/** Example 3: losses over the angle at the reader's norm, and optimal angles over the norm. */
export function showExample3(page: Document, place: Element, r: number, found: Example3At): void {
  const styles = [methodStyles.vanilla, methodStyles.mixup, methodStyles['genlabel-gm']];
  const names = ['vanilla', 'mixup', 'GenLabel'];
  const dashes = [undefined, '7 4', '2 3'];
  const base = found.schemes.map(({ margin, phi }, i) => ({
    name: `${names[i]}: φ* = ${fixed(phi / Math.PI)} π, margin ${fixed(margin)}`,
    color: styles[i].color === '#4d4d4d' ? 'currentColor' : styles[i].color,
    dash: dashes[i],
  }));
  const losses = found.schemes.map(
    ({ losses: points, phi }, i): ChartLine => ({
      ...base[i],
      points: normalised(points),
      marks: [{ x: phi, y: 0, title: `least loss of ${names[i]}` }],
    }),
  );
  const angles = found.schemes.map(
    ({ angles: points }, i): ChartLine => ({
      ...base[i],
      points: points.map((value, k) => (k % 2 === 0 ? Math.log10(value) : value)),
    }),
  );
  const phiTicks = [0, 0.125, 0.25, 0.375, 0.5].map((share) => ({ at: share * Math.PI, text: `${share} π` }));
  const over = { title: 'angle φ', range: [0, Math.PI / 2] as const, ticks: phiTicks };
  const charts: Chart[] = [
    {
      title: 'Example 3: loss over the angle',
      x: over,
      y: {
        title: 'loss above its least',
        range: [0, 1],
        ticks: ticks([0, 0.5, 1], (value) => (value === 1 ? 'largest' : String(value))),
      },
      lines: losses,
      cursor: found.svm.phi,
    },
    {
      title: 'Example 3: optimal angle over the norm',
      x: {
        title: 'norm r',
        range: [Math.log10(0.25), Math.log10(30)],
        ticks: [0.3, 1, 3, 10, 30].map((value) => ({ at: Math.log10(value), text: String(value) })),
      },
      y: { ...over, title: 'optimal angle φ*' },
      lines: angles,
      cursor: Math.log10(r),
    },
  ];
  put(
    page,
    place,
    charts,
    base.map((line) => ({ ...line, points: [] })),
    `The support vector machine's angle is 0.25 π, margin ${fixed(found.svm.margin)}.`,
  );
}

/** Losses as parts of their largest value. */
function normalised(points: readonly number[]): number[] {
  const most = points.reduce((top, value, k) => (k % 2 === 1 ? Math.max(top, value) : top), Number.MIN_VALUE);
  return points.map((value, k) => (k % 2 === 1 ? value / most : value));
}
