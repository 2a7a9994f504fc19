import type { Claim } from './claim';
import { appendixA } from './claims/appendix-a';
import { appendicesBToD } from './claims/appendix-b-d';
import { appendixF } from './claims/appendix-f';
import { section1 } from './claims/section-1';
import { section3 } from './claims/section-3';
import { section4 } from './claims/section-4';
import { section5 } from './claims/section-5';
import { section6 } from './claims/section-6';
import { sections7And8 } from './claims/section-7-8';

/** Every numbered statement and quantitative claim, in the order of the paper. */
export const paperClaims: readonly Claim[] = [
  ...section1,
  ...section3,
  ...section4,
  ...section5,
  ...section6,
  ...sections7And8,
  ...appendixA,
  ...appendicesBToD,
  ...appendixF,
];
