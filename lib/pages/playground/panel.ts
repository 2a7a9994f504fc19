import { drawPlane, type Layers } from './draw-plane';
import type { Evaluation } from './evaluate';
import { methodTitles } from './method-titles';
import { describeNumbers, rowsOf } from './panel-numbers';
import type { MethodName } from './setting';

/** Panel of one method: its picture and its numbers. */
export interface Panel {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Shows a result, or again the last one. */
  show(evaluation: Evaluation | undefined, layers: Layers): void;
  fail(message: string): void;
  last(): Evaluation | undefined;
}

/** Device pixels along a side of a picture: sharp on dense screens. */
const pixels = 720;

/** A new panel. */
export function panelOf(page: Document, method: MethodName): Panel {
  const element = page.createElement('section');
  element.className = 'panel';
  element.dataset.method = method;
  const heading = page.createElement('h3');
  heading.textContent = methodTitles[method];
  const canvas = page.createElement('canvas');
  canvas.width = pixels;
  canvas.height = pixels;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${methodTitles[method]}: being trained`);
  const message = page.createElement('p');
  message.className = 'problem';
  message.setAttribute('role', 'alert');
  const numbers = page.createElement('dl');
  element.append(heading, canvas, message, numbers);
  let last: Evaluation | undefined;
  return {
    element,
    canvas,
    last: () => last,
    show(evaluation, layers) {
      last = evaluation ?? last;
      if (!last) return;
      message.textContent = '';
      drawPlane(canvas, last, layers);
      canvas.setAttribute(
        'aria-label',
        `${methodTitles[method]}: decision regions. ${describeNumbers(last.numbers)}`,
      );
      numbers.replaceChildren(...rowsOf(last.numbers).flatMap(([name, value]) => pair(page, name, value)));
      element.dataset.state = 'shown';
    },
    fail(text) {
      message.textContent = `Not possible with this setting: ${text}`;
      element.dataset.state = 'failed';
    },
  };
}

function pair(page: Document, name: string, value: string): HTMLElement[] {
  const [term, definition] = [page.createElement('dt'), page.createElement('dd')];
  term.textContent = name;
  definition.textContent = value;
  return [term, definition];
}
