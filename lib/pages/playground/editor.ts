import type { Extent } from './data-set';
import { mostPoints, type OwnPoint } from './own-points';

/** What drawing with mouse, pen or finger on a picture gives. */
export interface EditorOptions {
  /** Part of the plane that the picture shows; undefined while there is none. */
  readonly extent: () => Extent | undefined;
  /** Class that is drawn; null where the reader erases, undefined where they only look. */
  readonly brush: () => number | null | undefined;
  readonly points: () => readonly OwnPoint[];
  readonly changed: (points: readonly OwnPoint[]) => void;
}

/** Least distance between points of one stroke, in parts of the picture. */
const gap = 0.02;

/** Lets the reader draw points on a picture by mouse, pen or touch. */
export function editOn(canvas: HTMLCanvasElement, options: EditorOptions): void {
  let last: readonly [number, number] | undefined;
  const act = (event: PointerEvent) => {
    const [brush, extent] = [options.brush(), options.extent()];
    if (brush === undefined || !extent) return;
    const box = canvas.getBoundingClientRect();
    const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] as const;
    if (last && Math.hypot(at[0] - last[0], at[1] - last[1]) < gap) return;
    last = at;
    const x = extent.x[0] + at[0] * (extent.x[1] - extent.x[0]);
    const y = extent.y[1] - at[1] * (extent.y[1] - extent.y[0]);
    const points = options.points();
    if (brush === null) {
      const reach = 0.03 * (extent.x[1] - extent.x[0]);
      options.changed(points.filter(([a, b]) => Math.hypot(a - x, b - y) > reach));
    } else if (points.length < mostPoints) {
      options.changed([...points, [x, y, brush]]);
    }
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (options.brush() === undefined) return;
    canvas.setPointerCapture(event.pointerId);
    last = undefined;
    act(event);
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) act(event);
  });
}
