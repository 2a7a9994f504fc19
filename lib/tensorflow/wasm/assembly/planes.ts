/**
 * Pixels of images in planes of 4 channels: [channels / 4, count, pixels, 4].
 *
 * @param imagePitch bytes from an image to the next
 * @param channels a multiple of 4
 */
export function packPlanes(
  from: usize, imagePitch: usize, count: i32, pixels: i32, channels: i32, to: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let channel: usize = 0; channel < pixel; channel += 16) {
    for (let image = 0; image < count; image++) {
      let at = from + <usize>image * imagePitch + channel;
      for (const end = to + (<usize>pixels << 4); to < end; to += 16, at += pixel) v128.store(to, v128.load(at));
    }
  }
}
