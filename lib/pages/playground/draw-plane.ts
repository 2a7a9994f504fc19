import { classStyles } from '../../report/style';
import type { Evaluation } from './evaluate';

/** What of a panel is shown. */
export interface Layers {
  readonly points: boolean;
  readonly mixed: boolean;
  readonly densities: boolean;
  readonly conflicts: boolean;
}

/** Ground and lines: in a dark theme the style sheet inverts the whole picture, as it does with the figures. */
const theme = { ground: '#ffffff', ink: '#1b222c' } as const;

type Place = (x: number, y: number) => readonly [number, number];

/** Draws the plane of one method: regions, densities, mixed points, training points, boundary, least margin. */
export function drawPlane(canvas: HTMLCanvasElement, shown: Evaluation, layers: Layers): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const size = canvas.width;
  const { x, y } = shown.extent;
  const place: Place = (a, b) => [
    ((a - x[0]) / (x[1] - x[0])) * size,
    size - ((b - y[0]) / (y[1] - y[0])) * size,
  ];
  const unit = size / 360;
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, size, size);
  drawRegions(context, shown, size);
  if (layers.densities) {
    shown.densities.forEach((pieces, c) => {
      stroke(context, pieces, place, { color: colorOf(c), width: 1.1 * unit });
    });
  }
  if (layers.mixed) drawMixed(context, shown, place, { unit, marks: layers.conflicts });
  if (layers.points) drawPoints(context, shown, place, unit);
  stroke(context, shown.boundary, place, { color: theme.ground, width: 4.5 * unit });
  stroke(context, shown.boundary, place, { color: theme.ink, width: 2 * unit });
  if (shown.closest) {
    const [a, b] = place(shown.closest.x, shown.closest.y);
    context.beginPath();
    context.arc(a, b, (shown.closest.distance / (x[1] - x[0])) * size, 0, 2 * Math.PI);
    context.setLineDash([4 * unit, 3 * unit]);
    context.lineWidth = 1.4 * unit;
    context.strokeStyle = theme.ink;
    context.stroke();
    context.setLineDash([]);
  }
}

/** Colour of a class. */
export const colorOf = (c: number): string => classStyles[c % classStyles.length].color;

/** A pixel a node, as strong as its class is probable, stretched over the picture. */
function drawRegions(context: CanvasRenderingContext2D, { regions }: Evaluation, size: number): void {
  const { columns, rows, classes, confidence } = regions;
  const small = context.canvas.ownerDocument.createElement('canvas');
  Object.assign(small, { width: columns, height: rows });
  const own = small.getContext('2d');
  if (!own) return;
  const image = own.createImageData(columns, rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const node = (rows - 1 - r) * columns + c;
      const alpha = 0.08 + 0.3 * Math.max(0, confidence[node] - 0.3);
      image.data.set([...channels(classes[node]), Math.round(255 * alpha)], 4 * (r * columns + c));
    }
  }
  own.putImageData(image, 0, 0);
  // Nodes lie at the middle of their pixels, the first and last on the edges of the picture.
  const [width, height] = [size / (columns - 1), size / (rows - 1)];
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, -width / 2, -height / 2, columns * width, rows * height);
}

/** Red, green and blue of a class's colour, 0 to 255. */
function channels(c: number): number[] {
  const color = colorOf(c);
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function stroke(
  context: CanvasRenderingContext2D,
  pieces: ArrayLike<number>,
  place: Place,
  { color, width }: { readonly color: string; readonly width: number },
): void {
  context.beginPath();
  for (let k = 0; k + 3 < pieces.length; k += 4) {
    context.moveTo(...place(pieces[k], pieces[k + 1]));
    context.lineTo(...place(pieces[k + 2], pieces[k + 3]));
  }
  context.lineCap = 'round';
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke();
}

function drawPoints(
  context: CanvasRenderingContext2D,
  { training: { points, labels } }: Evaluation,
  place: Place,
  unit: number,
): void {
  const radius = (labels.length > 800 ? 2.2 : 3.1) * unit;
  for (let i = 0; i < labels.length; i++) {
    const [a, b] = place(points[2 * i], points[2 * i + 1]);
    symbol(context, classStyles[labels[i] % classStyles.length].symbol, a, b, radius);
    context.fillStyle = colorOf(labels[i]);
    context.fill();
    context.lineWidth = 0.6 * unit;
    context.strokeStyle = isLight(labels[i]) ? theme.ink : theme.ground;
    context.stroke();
  }
}

/** Whether a class's colour is close to the ground, in either theme, so that its symbols need an outline in ink. */
function isLight(c: number): boolean {
  const [red, green, blue] = channels(c);
  return 0.3 * red + 0.59 * green + 0.11 * blue > 140;
}

/** Small discs in the mixed colours of their labels; a ring around those whose label conflicts with the data. */
function drawMixed(
  context: CanvasRenderingContext2D,
  { mixed: { points, labels, conflicts }, numClasses }: Evaluation,
  place: Place,
  { unit, marks }: { readonly unit: number; readonly marks: boolean },
): void {
  conflicts.forEach((conflict, i) => {
    const [a, b] = place(points[2 * i], points[2 * i + 1]);
    context.beginPath();
    context.arc(a, b, 2 * unit, 0, 2 * Math.PI);
    context.fillStyle = blended(labels.subarray(i * numClasses, (i + 1) * numClasses));
    context.fill();
    if (!(conflict && marks)) return;
    context.beginPath();
    context.arc(a, b, 4 * unit, 0, 2 * Math.PI);
    context.lineWidth = 1.1 * unit;
    context.strokeStyle = theme.ink;
    context.stroke();
  });
}

/** Colour of a soft label: the classes' colours in its shares. */
export function blended(label: ArrayLike<number>): string {
  const sum = [0, 0, 0];
  for (let c = 0; c < label.length; c++) {
    channels(c).forEach((value, k) => {
      sum[k] += label[c] * value;
    });
  }
  return `rgb(${sum.map(Math.round).join(',')})`;
}

/** Path of a class's symbol, as in the figures. */
export function symbol(
  context: Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'lineTo' | 'arc' | 'closePath'>,
  name: (typeof classStyles)[number]['symbol'],
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  const corners = shapes[name];
  if (!corners) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], k) => {
    if (k === 0) context.moveTo(x + radius * dx, y + radius * dy);
    else context.lineTo(x + radius * dx, y + radius * dy);
  });
  context.closePath();
}

type Corners = readonly (readonly [number, number])[];

const polygon = (corners: number, turn: number, inner = 1): Corners =>
  Array.from({ length: corners }, (_, k) => {
    const angle = turn + (2 * Math.PI * k) / corners;
    const radius = k % 2 === 0 ? 1.25 : 1.25 * inner;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

const plus: Corners = [
  [-0.45, -1.2], [0.45, -1.2], [0.45, -0.45], [1.2, -0.45], [1.2, 0.45], [0.45, 0.45],
  [0.45, 1.2], [-0.45, 1.2], [-0.45, 0.45], [-1.2, 0.45], [-1.2, -0.45], [-0.45, -0.45],
]; // biome-ignore format: corners

const shapes: Readonly<Partial<Record<(typeof classStyles)[number]['symbol'], Corners>>> = {
  'triangle-up': polygon(3, -Math.PI / 2),
  'triangle-down': polygon(3, Math.PI / 2),
  square: polygon(4, Math.PI / 4),
  diamond: polygon(4, 0),
  pentagon: polygon(5, -Math.PI / 2),
  star: polygon(10, -Math.PI / 2, 0.45),
  cross: plus,
  x: plus.map(([a, b]) => [(a - b) * Math.SQRT1_2, (a + b) * Math.SQRT1_2] as const),
};
