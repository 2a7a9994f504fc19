/** Data sets of the playground; `own` are the reader's points. */
export const dataNames = [
  'moons',
  'circles',
  'fourCircle',
  'nineGaussians',
  'fourGaussians',
  'v',
  'ket',
  'y',
  'own',
] as const;

/** One of `dataNames`. */
export type DataName = (typeof dataNames)[number];

/** Methods of the playground, in the order of their panels. */
export const methodNames = [
  'vanilla',
  'mixup',
  'mixup-without-mi',
  'genlabel-gm',
  'genlabel-kde',
  'genlabel-mixture',
  'genmix',
] as const;

/** One of `methodNames`. */
export type MethodName = (typeof methodNames)[number];

/** Range of a number: least, largest, step of its slider, and what it is unless told. */
interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly start: number;
}

/** Ranges of all numbers of a setting. */
export const ranges = {
  /** Training points in all. */
  n: { least: 20, most: 2000, step: 10, start: 500 },
  /** Factor on the noise that the paper gives for the set. */
  noise: { least: 0, most: 5, step: 0.1, start: 1 },
  seed: { least: 1, most: 999, step: 1, start: 1 },
  /** lambda ~ Beta(alpha, alpha). */
  alpha: { least: 0.1, most: 8, step: 0.1, start: 1 },
  /** Weight of the generative label. */
  gamma: { least: 0, most: 1, step: 0.05, start: 1 },
  /** h of the kernel density, a factor on the standard deviations. */
  bandwidth: { least: 0.02, most: 1.5, step: 0.02, start: 0.1 },
  /** Components of each class's mixture. */
  components: { least: 1, most: 8, step: 1, start: 4 },
  width: { least: 2, most: 256, step: 2, start: 128 },
  depth: { least: 0, most: 3, step: 1, start: 2 },
  epochs: { least: 5, most: 400, step: 5, start: 40 },
  rate: { least: 0.001, most: 0.05, step: 0.001, start: 0.01 },
} as const satisfies Readonly<Record<string, NumberRange>>;

/** Name of a number of a setting. */
export type NumberName = keyof typeof ranges;

/** Names of all numbers of a setting. */
export const numberNames = Object.keys(ranges) as readonly NumberName[];

/** All that decides what the playground computes. */
export type Setting = { readonly [name in NumberName]: number } & {
  readonly data: DataName;
  /** At least one, each once. */
  readonly methods: readonly MethodName[];
  /** The reader's points, as `encodePoints` writes them. */
  readonly points: string;
};

/** What is shown first. */
export const startSetting: Setting = {
  ...(Object.fromEntries(numberNames.map((name) => [name, ranges[name].start])) as {
    [name in NumberName]: number;
  }),
  data: 'fourCircle',
  methods: ['vanilla', 'mixup', 'genlabel-kde'],
  points: '',
};

/** The nearest number of a range; its start for what is no number. */
export function within(name: NumberName, value: number): number {
  const { least, most, step, start } = ranges[name];
  if (!Number.isFinite(value)) return start;
  const stepped = least + Math.round((Math.min(most, Math.max(least, value)) - least) / step) * step;
  return Number(Math.min(most, stepped).toFixed(6));
}

/** Setting in the part of an address after `#`: whatever is missing, unknown or out of range there is as at the start. */
export function settingFromHash(hash: string): Setting {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const numbers = numberNames.map((name) => {
    const text = given.get(name);
    return [name, text === null || text.trim() === '' ? startSetting[name] : within(name, Number(text))];
  });
  const methods = (given.get('methods') ?? '').split(' ');
  const known = methodNames.filter((name) => methods.includes(name));
  const data = dataNames.find((name) => name === given.get('data')) ?? startSetting.data;
  const points = given.get('points') ?? '';
  return {
    ...(Object.fromEntries(numbers) as { [name in NumberName]: number }),
    data,
    methods: known.length > 0 ? known : startSetting.methods,
    points: /^[\d.,;-]*$/.test(points) ? points : '',
  };
}

/** The part of the address for a setting, without what is as at the start. */
export function hashOfSetting(setting: Setting): string {
  const given = new URLSearchParams();
  if (setting.data !== startSetting.data) given.set('data', setting.data);
  if (setting.methods.join(' ') !== startSetting.methods.join(' '))
    given.set('methods', setting.methods.join(' '));
  for (const name of numberNames)
    if (setting[name] !== startSetting[name]) given.set(name, String(setting[name]));
  if (setting.data === 'own' && setting.points !== '') given.set('points', setting.points);
  const text = given.toString();
  return text === '' ? '' : `#${text}`;
}
