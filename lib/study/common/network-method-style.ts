import { type MethodName, type MethodStyle, methodStyles } from '../../report/style';
import type { NetworkMethod } from '../../train/network-methods';

const names: { readonly [method in NetworkMethod]: MethodName } = {
  vanilla: 'vanilla',
  adaMixup: 'adamixup',
  mixup: 'mixup',
  mixupWithoutIntrusion: 'mixup-without-mi',
  genLabelGaussian: 'genlabel-gm',
  genLabelNearest: 'genlabel-nn',
};

/** How a method of Section 6.2 is drawn and called. */
export const networkMethodStyle = (method: NetworkMethod): MethodStyle => methodStyles[names[method]];
