import type { KernelContext } from './kernel-call';

interface Activation {
  readonly activation?: string;
}

/** Whether the fused kernels here know the activation. */
export function isActivation({ attributes: { activation = 'linear' } }: KernelContext<Activation>): boolean {
  return activation === 'linear' || activation === 'relu';
}

/** Applies it in place. */
export function activate(
  { attributes: { activation }, kernels }: KernelContext<Activation>,
  address: number,
  shape: readonly number[],
): void {
  if (activation !== 'relu') return;
  kernels.cutOff(
    address,
    shape.reduce((size, length) => size * length, 1),
  );
}
