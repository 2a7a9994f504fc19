/** Places of a window along one side of images for which the same part of the window lies in the image. */
export interface Span {
  readonly first: number;
  readonly count: number;
  /** That part: from the first place of the window on. */
  readonly from: number;
  readonly length: number;
}

/** A window that moves along one side of images. */
export interface Sliding {
  readonly places: number;
  readonly window: number;
  readonly stride: number;
  /** Places of the window above the image at first; negative below its first row. */
  readonly before: number;
  /** Of the image. */
  readonly length: number;
}

/** The places in order, those of the same part together. */
export function spansOf({ places, window, stride, before, length }: Sliding): Span[] {
  const spans: Span[] = [];
  for (let place = 0; place < places; place++) {
    const start = place * stride - before;
    const from = Math.min(window, Math.max(0, -start));
    const part = { from, length: Math.max(0, Math.min(window, length - start) - from) };
    const last = spans.at(-1);
    if (last && last.from === part.from && last.length === part.length) {
      spans[spans.length - 1] = { ...last, count: last.count + 1 };
    } else spans.push({ first: place, count: 1, ...part });
  }
  return spans;
}

/** For one place of the window: the places at which it lies in the image. */
export function placesInside(
  { places, stride, before, length }: Sliding,
  at: number,
): { first: number; count: number } {
  const first = Math.min(places, Math.max(0, Math.ceil((before - at) / stride)));
  const end = Math.min(places, Math.floor((length - 1 + before - at) / stride) + 1);
  return { first, count: Math.max(0, end - first) };
}
