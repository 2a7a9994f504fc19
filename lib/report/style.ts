/** How one class is drawn: colour and marker shape both differ, so that neither has to be seen. */
export interface ClassStyle {
  readonly color: string;
  readonly symbol:
    | 'circle'
    | 'triangle-up'
    | 'square'
    | 'diamond'
    | 'cross'
    | 'star'
    | 'triangle-down'
    | 'x'
    | 'pentagon';
}

/** How one method is drawn in every figure. */
export interface MethodStyle {
  readonly label: string;
  readonly color: string;
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash';
  readonly symbol: ClassStyle['symbol'];
}

/**
 * Class 1 is a brown circle and class 2 a blue triangle, as in the paper. The colours are told apart, all by all, also by who sees no green
 * (deuteranopia): they differ in lightness. Symbols differ as well.
 */
export const classStyles: readonly ClassStyle[] = [
  { color: '#8c510a', symbol: 'circle' },
  { color: '#0072b2', symbol: 'triangle-up' },
  { color: '#cc79a7', symbol: 'square' },
  { color: '#004d40', symbol: 'diamond' },
  { color: '#e69f00', symbol: 'cross' },
  { color: '#7fc8f8', symbol: 'star' },
  { color: '#4b0092', symbol: 'triangle-down' },
  { color: '#a9b665', symbol: 'pentagon' },
  { color: '#000000', symbol: 'x' },
];

/** Mixup and its variants are warm, GenLabel is blue to green, references are grey or purple. */
export const methodStyles = {
  vanilla: { label: 'Vanilla', color: '#4d4d4d', dash: 'solid', symbol: 'circle' },
  mixup: { label: 'Mixup', color: '#d55e00', dash: 'solid', symbol: 'square' },
  'mixup-without-mi': { label: 'Mixup-without-MI', color: '#e69f00', dash: 'dash', symbol: 'diamond' },
  'mixup-logistic': { label: 'Mixup, logistic labels', color: '#cc79a7', dash: 'dashdot', symbol: 'cross' },
  adamixup: { label: 'AdaMixup', color: '#8c510a', dash: 'dot', symbol: 'x' },
  'genlabel-gm': { label: 'GenLabel (GM)', color: '#0072b2', dash: 'solid', symbol: 'triangle-up' },
  'genlabel-kde': { label: 'GenLabel (KDE)', color: '#009e73', dash: 'dash', symbol: 'triangle-down' },
  'genlabel-nn': { label: 'GenLabel (NN)', color: '#56b4e9', dash: 'dot', symbol: 'star' },
  'genlabel-mixture': {
    label: 'GenLabel (EM mixture)',
    color: '#5e4fa2',
    dash: 'dashdot',
    symbol: 'x',
  },
  'genlabel-cv': { label: 'GenLabel (CV)', color: '#1f3a93', dash: 'longdash', symbol: 'pentagon' },
  'generative-classifier': {
    label: 'Generative classifier (GM)',
    color: '#999999',
    dash: 'dash',
    symbol: 'diamond',
  },
  svm: { label: 'SVM', color: '#6a3d9a', dash: 'dot', symbol: 'cross' },
  adversarial: { label: 'Adversarial', color: '#000000', dash: 'dashdot', symbol: 'x' },
} as const satisfies Readonly<Record<string, MethodStyle>>;

/** Methods that have a style. */
export type MethodName = keyof typeof methodStyles;

/** Fonts that every system has, or replaces by one of the same widths. */
export const fontFamily = 'Arial, Helvetica, "Liberation Sans", sans-serif';
