/**
 * `paper`: as the paper states its experiments. `released`: as the authors' released code runs them. Where the two
 * differ is said at each experiment.
 */
export type Protocol = 'paper' | 'released';

export const protocols: readonly Protocol[] = ['paper', 'released'];

/** Every protocol in every trial, trial by trial. */
export function protocolTrials(numTrials: number): { readonly trial: number; readonly protocol: Protocol }[] {
  return Array.from({ length: numTrials }, (_, trial) =>
    protocols.map((protocol) => ({ trial, protocol })),
  ).flat();
}
