// Powers of two and logarithms, lane by lane, from additions, multiplications and divisions only: the same bytes on
// every machine. Base 2 because reduction to [-1/2, 1/2] is then exact; callers fold log2(e) into constants they
// multiply by anyway.

export const LN2: f64 = 0.693147180559945309;

/** 1.5 * 2^52: adding it rounds to an integer, which then stands in the low bits. */
const ROUND64: f64 = 6755399441055744.0;

// Constants are loaded: V8 builds a constant vector by three instructions wherever it is used, in loops too.

/** Least and largest exponent, 1.5 * 2^23, 1, and the coefficients of `exp2f32`. */
const SINGLE: usize = memory.data<f32>([
  -126, 126, 12582912.0, 1, 0.001326472731307149, 0.009671512991189957, 0.05550733581185341, 0.24022242426872253,
  0.6931470036506653,
]);
/** Likewise with 1.5 * 2^52, and the coefficients of `exp2f64`. */
const DOUBLE: usize = memory.data<f64>([
  -1022, 1022, 6755399441055744.0, 1, 2.30933477057345225087e-2, 2.02020656693165307700e1, 1.51390680115615096133e3,
  2.33184211722314911771e2, 4.36821166879210612817e3,
]);

// @ts-ignore: decorator
@inline
export function single(index: usize): v128 {
  return v128.load32_splat(SINGLE + index * 4);
}

// @ts-ignore: decorator
@inline
export function double(index: usize): v128 {
  return v128.load64_splat(DOUBLE + index * 8);
}

/** 2^x for |x| <= 126 (f32, relative error below 2e-7) or 1022 (f64, below 3e-16); beyond, x is clamped. */
// @ts-ignore: decorator
@inline
export function exp2<T>(x: v128): v128 {
  return sizeof<T>() == 4
    ? exp2f32(f32x4.pmin(f32x4.pmax(x, single(0)), single(1)))
    : exp2f64(f64x2.pmin(f64x2.pmax(x, double(0)), double(1)));
}

/** As `exp2`, without the clamp above: for x known to be small enough. */
// @ts-ignore: decorator
@inline
export function exp2Below<T>(x: v128): v128 {
  return sizeof<T>() == 4
    ? exp2f32(f32x4.pmax(x, single(0)))
    : exp2f64(f64x2.pmax(x, double(0)));
}

/**
 * 1 + f q(f), with q of degree 4 minimising the largest relative error on [-1/2, 1/2] (9.1e-8 before rounding; found by
 * Lawson's iteration on 4001 Chebyshev nodes).
 */
// @ts-ignore: decorator
@inline
function exp2f32(x: v128): v128 {
  const round = single(2);
  const shifted = f32x4.add(x, round);
  const f = f32x4.sub(x, f32x4.sub(shifted, round));
  let q = f32x4.add(f32x4.mul(single(4), f), single(5));
  q = f32x4.add(f32x4.mul(q, f), single(6));
  q = f32x4.add(f32x4.mul(q, f), single(7));
  q = f32x4.add(f32x4.mul(q, f), single(8));
  q = f32x4.add(f32x4.mul(q, f), single(3));
  return i32x4.add(q, i32x4.shl(shifted, 23));
}

/** 1 + 2 f P(f^2) / (Q(f^2) - f P(f^2)), coefficients of exp2 in the Cephes library (Moshier). */
// @ts-ignore: decorator
@inline
function exp2f64(x: v128): v128 {
  const round = double(2);
  const shifted = f64x2.add(x, round);
  const f = f64x2.sub(x, f64x2.sub(shifted, round));
  const ff = f64x2.mul(f, f);
  let p = f64x2.add(f64x2.mul(ff, double(4)), double(5));
  p = f64x2.mul(f64x2.add(f64x2.mul(p, ff), double(6)), f);
  let q = f64x2.add(ff, double(7));
  q = f64x2.add(f64x2.mul(q, ff), double(8));
  const ratio = f64x2.div(p, f64x2.sub(q, p));
  const power = f64x2.add(f64x2.add(ratio, ratio), double(3));
  return i64x2.add(power, i64x2.shl(shifted, 52));
}

/**
 * Natural logarithm of two normal positive f64 (relative error below 3e-16): x = 2^e m, m in [sqrt(1/2), sqrt(2)),
 * log m = 2 atanh(s), s = (m - 1)/(m + 1), series of fdlibm's e_log.c.
 */
// @ts-ignore: decorator
@inline
export function logF64(x: v128): v128 {
  // Subtracting the bits of sqrt(1/2) moves the boundary between exponents there.
  const moved = i64x2.sub(x, i64x2.splat(0x3fe6a09e667f3bcd));
  const exponentBits = v128.and(moved, i64x2.splat(0xfff0000000000000));
  const m = i64x2.sub(x, exponentBits);
  // The signed exponent becomes a double by way of the low bits of 1.5 * 2^52.
  const exponent = f64x2.sub(
    i64x2.add(i64x2.shr_s(exponentBits, 52), i64x2.splat(0x4338000000000000)),
    f64x2.splat(ROUND64),
  );
  const f = f64x2.sub(m, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const z = f64x2.mul(s, s);
  let r = f64x2.add(f64x2.mul(z, f64x2.splat(1.479819860511658591e-1)), f64x2.splat(1.531383769920937332e-1));
  r = f64x2.add(f64x2.mul(r, z), f64x2.splat(1.818357216161805012e-1));
  r = f64x2.add(f64x2.mul(r, z), f64x2.splat(2.222219843214978396e-1));
  r = f64x2.add(f64x2.mul(r, z), f64x2.splat(2.857142874366239149e-1));
  r = f64x2.add(f64x2.mul(r, z), f64x2.splat(3.999999999940941908e-1));
  r = f64x2.mul(f64x2.add(f64x2.mul(r, z), f64x2.splat(6.666666666666735130e-1)), z);
  const half = f64x2.mul(f64x2.mul(f, f), f64x2.splat(0.5));
  const tail = f64x2.add(f64x2.mul(s, f64x2.add(half, r)), f64x2.mul(exponent, f64x2.splat(1.90821492927058770002e-10)));
  return f64x2.add(
    f64x2.sub(f, f64x2.sub(half, tail)),
    f64x2.mul(exponent, f64x2.splat(6.93147180369123816490e-1)),
  );
}

/** Natural logarithm of one number. */
// @ts-ignore: decorator
@inline
export function logScalar(x: f64): f64 {
  return f64x2.extract_lane(logF64(f64x2.splat(x)), 0);
}
