import { methodStyles } from '../../report/style';
import type { MethodName } from './setting';

/** Names of the methods above their panels. */
export const methodTitles: Readonly<Record<MethodName, string>> = {
  vanilla: 'Vanilla training',
  mixup: methodStyles.mixup.label,
  'mixup-without-mi': methodStyles['mixup-without-mi'].label,
  'genlabel-gm': methodStyles['genlabel-gm'].label,
  'genlabel-kde': methodStyles['genlabel-kde'].label,
  'genlabel-mixture': methodStyles['genlabel-mixture'].label,
  genmix: 'GenMix (GM)',
};
