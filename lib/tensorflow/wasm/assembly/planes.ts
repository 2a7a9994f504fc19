/**
 * Images amid zeros, in planes of 4 channels: [channels / 4, count, rows, columns, 4]; otherwise as `padImages`.
 *
 * @param channels a multiple of 4
 */
export function packPlanes(
  from: usize, imagePitch: usize, count: i32, height: i32, width: i32, channels: i32,
  first: i32, rows: i32, left: i32, columns: i32, to: usize,
): void {
  const pixel = <usize>channels << 2;
  const part = min(width, columns - left);
  for (let channel = 0; channel < channels; channel += 4) {
    for (let image = 0; image < count; image++) {
      const start = from + <usize>image * imagePitch + (<usize>channel << 2);
      for (let i = first; i < first + rows; i++) {
        const inside = i >= 0 && i < height;
        let at = start + <usize>(i * width) * pixel;
        const zeros = inside ? left : columns;
        for (let j = 0; j < zeros; j++, to += 16) v128.store(to, f32x4.splat(0));
        if (!inside) continue;
        for (let j = 0; j < part; j++, to += 16, at += pixel) v128.store(to, v128.load(at));
        for (let j = left + part; j < columns; j++, to += 16) v128.store(to, f32x4.splat(0));
      }
    }
  }
}
