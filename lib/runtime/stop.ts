/** Calls back on abort of the signal and on SIGINT. @returns what ends that */
export function onStop(signal: AbortSignal | undefined, stop: (cause: string) => void): () => void {
  const onAbort = (): void => stop('its abort signal');
  const onInterrupt = (): void => stop('SIGINT');
  signal?.addEventListener('abort', onAbort);
  process.on('SIGINT', onInterrupt);
  if (signal?.aborted) onAbort();
  return () => {
    signal?.removeEventListener('abort', onAbort);
    process.off('SIGINT', onInterrupt);
  };
}

/** What a run that was stopped throws. */
export function abortError(cause: string, kept = 'what was finished is kept'): Error {
  return Object.assign(new Error(`the run was stopped by ${cause}; ${kept}`), {
    name: 'AbortError',
  });
}
