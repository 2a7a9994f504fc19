import { multiplyAdd } from '../../../kernels/assembly/lanes';

// The gradient of a convolution in images of one channel, stride 1: lanes are places of a row, as in one-channel.ts. Every
// value is summed over rows, columns and outputs of dy in this order, as by product.ts, so that both give the same bytes
// where the filter is finite: here it is multiplied by the zeros around dy as well.

/** What the kernel works on; filled by ../one-channel.ts, which lists the fields in the same order. */
@unmanaged
class InputGradient {
  /** Slopes of one image amid zeros [outputs, rows, columns]. */
  planes: usize;
  rows: i32;
  columns: i32;
  /** Row and column of the planes where dy begins: negative where it is cut. */
  top: i32;
  left: i32;
  images: i32;
  outHeight: i32;
  outWidth: i32;
  outputs: i32;
  height: i32;
  width: i32;
  /** `Term`s of a sum [window, outputs]. */
  terms: usize;
  termsEnd: usize;
}

/** One weight, and where it meets the planes: bytes from the place of the sum. */
@unmanaged
class Term {
  place: u32;
  weight: f32;
}

/** The terms of a filter [windowHeight, windowWidth, outputs]: its places in the opposite order, and of each all outputs. */
export function listTerms(
  filter: usize, windowHeight: i32, windowWidth: i32, outputs: i32, row: usize, plane: usize, to: usize,
): void {
  for (let p = 0; p < windowHeight; p++) {
    for (let q = 0; q < windowWidth; q++) {
      const k = (windowHeight - p) * windowWidth - 1 - q;
      for (let output = 0; output < outputs; output++, to += offsetof<Term>()) {
        const term = changetype<Term>(to);
        term.place = <u32>(<usize>p * row + (<usize>q << 2) + <usize>output * plane);
        term.weight = load<f32>(filter + (<usize>(k * outputs + output) << 2));
      }
    }
  }
}

/** dx [images, height, width] of dy [images, outHeight, outWidth, outputs]. */
export function inputGradientOneChannel(plan: usize, dy: usize, dx: usize): void {
  const o = changetype<InputGradient>(plan);
  const row = <usize>o.width << 2;
  for (let image = 0; image < o.images; image++) {
    spread(o, dy);
    dy += <usize>(o.outHeight * o.outWidth * o.outputs) << 2;
    for (let i = 0; i < o.height; i += 3, dx += 3 * row) {
      for (let j = 0; j < o.width; j += 8) {
        const planes = o.planes + (<usize>(i * o.columns + j) << 2);
        sumWindows(o, planes, dx + (<usize>j << 2), min(3, o.height - i), min(8, o.width - j));
      }
    }
    dx -= <usize>((o.height + 2) / 3 * 3 - o.height) * row;
  }
}

/** The slopes of one image in the planes; what lies around them is zero from the start. */
function spread(o: InputGradient, dy: usize): void {
  const pixel = <usize>o.outputs << 2, plane = <usize>(o.rows * o.columns) << 2;
  const from = max(0, -o.left), to = min(o.outWidth, o.columns - o.left);
  for (let i = max(0, -o.top), end = min(o.outHeight, o.rows - o.top); i < end; i++) {
    const place = o.planes + (<usize>((o.top + i) * o.columns + o.left + from) << 2);
    const slopes = dy + <usize>(i * o.outWidth + from) * pixel;
    for (let output = 0; output < o.outputs; output++) {
      let at = place + <usize>output * plane, g = slopes + (<usize>output << 2);
      for (let j = from; j < to; j++, at += 4, g += pixel) store<f32>(at, load<f32>(g));
    }
  }
}

/** Sums of eight places in each of three rows: of a fourth one the processor could not hold sums and values. @param x the first place of the first plane that the first of them meets */
function sumWindows(o: InputGradient, x: usize, dx: usize, rows: i32, count: i32): void {
  const x1 = x + (<usize>o.columns << 2), x2 = x1 + (<usize>o.columns << 2);
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0;
  const end = o.termsEnd;
  for (let term = o.terms; term < end; term += offsetof<Term>()) {
    const place = <usize>load<u32>(term), s = v128.load32_splat(term, offsetof<Term>('weight'));
    a0 = multiplyAdd<f32>(a0, v128.load(x + place), s), a1 = multiplyAdd<f32>(a1, v128.load(x + place, 16), s);
    b0 = multiplyAdd<f32>(b0, v128.load(x1 + place), s), b1 = multiplyAdd<f32>(b1, v128.load(x1 + place, 16), s);
    c0 = multiplyAdd<f32>(c0, v128.load(x2 + place), s), c1 = multiplyAdd<f32>(c1, v128.load(x2 + place, 16), s);
  }
  const to = <usize>o.width << 2;
  storePlaces(a0, a1, dx, count);
  if (rows > 1) storePlaces(b0, b1, dx + to, count);
  if (rows > 2) storePlaces(c0, c1, dx + 2 * to, count);
}

/** The first `count` of eight values. */
function storePlaces(low: v128, high: v128, to: usize, count: i32): void {
  if (count == 8) {
    v128.store(to, low), v128.store(to, high, 16);
    return;
  }
  if (count >= 4) {
    v128.store(to, low);
    to += 16, count -= 4, low = high;
  }
  if (count > 0) v128.store32_lane(to, low, 0);
  if (count > 1) v128.store32_lane(to + 4, low, 1);
  if (count > 2) v128.store32_lane(to + 8, low, 2);
}
