import type { Configuration, Experiment } from './experiment';

/**
 * Lets a job throw away what it kept to resume from: its result is in safe hands. A failure is a warning, as nothing is lost.
 *
 * @param registry module that exports `experimentOf(id)`
 */
export async function settle(
  registry: string,
  { experiment, configuration }: { readonly experiment: string; readonly configuration: Configuration },
): Promise<void> {
  try {
    const { experimentOf } = require(registry) as { experimentOf(id: string): Experiment };
    await experimentOf(experiment).settled?.(configuration);
  } catch (error) {
    process.emitWarning(`a job of ${experiment} could not tidy up: ${(error as Error).message}`);
  }
}
