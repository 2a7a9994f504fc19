/** What the build bundles of `playground-worker.ts`. */
declare module 'playground-worker' {
  const code: string;
  export default code;
}
