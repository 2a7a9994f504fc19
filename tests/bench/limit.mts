import asc from 'assemblyscript/asc';

// Eight independent chains of multiply and add: what strict SIMD of four f32 can do at most.
const source = `
export function chains(n: i32): f32 {
  let m = f32x4.splat(0.9999), q = f32x4.splat(1.0001);
  let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (let i = 0; i < n; i++) {
    a = f32x4.add(a, f32x4.mul(m, q)); b = f32x4.add(b, f32x4.mul(q, m));
    c = f32x4.add(c, f32x4.mul(m, m)); d = f32x4.add(d, f32x4.mul(q, q));
    m = f32x4.mul(m, q); e = f32x4.add(e, m);
    f = f32x4.add(f, f32x4.mul(a, q)); g = f32x4.add(g, f32x4.mul(b, q)); h = f32x4.add(h, f32x4.mul(c, m));
  }
  const s = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  return f32x4.extract_lane(s, 0);
}`;
const OPERATIONS = 17 * 4;

/** GFLOP/s of f32 multiplications and additions in strict SIMD, one thread: the best of many short runs. */
export async function strictLimit(): Promise<number> {
  let binary: Uint8Array | undefined;
  const options = ['limit.ts', '--outFile', 'limit.wasm', '-O3', '--runtime', 'stub', '--enable', 'simd'];
  const { error } = await asc.main(options, {
    readFile: (name) => (name === 'limit.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'limit.wasm') binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw error ?? new Error('the compiler wrote nothing');
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: {
      instantiate(bytes: Uint8Array): Promise<{ instance: { exports: { chains(n: number): number } } }>;
    };
  };
  const { instance } = await WebAssembly.instantiate(binary);
  const steps = 20000;
  let best = Infinity;
  let sink = 0;
  for (let i = 0; i < 300; i++) {
    const start = performance.now();
    sink += instance.exports.chains(steps);
    best = Math.min(best, performance.now() - start);
  }
  if (Number.isNaN(sink)) throw new Error('the chains overflowed');
  return (steps * OPERATIONS) / best / 1e6;
}
