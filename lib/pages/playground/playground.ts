import { controlsOf } from './controls';
import { dataOf } from './data-set';
import type { Layers } from './draw-plane';
import { editOn } from './editor';
import { startExamples } from './examples-section';
import { notebookOf } from './notebook-of';
import { csvPoints, decodePoints, encodePoints, mostPoints, type OwnPoint } from './own-points';
import { type Panel, panelOf } from './panel';
import { hashOfSetting, type MethodName, type Setting } from './setting';
import { workerPool } from './worker-pool';

/** Makes the playground work. @param workerCode the program `playground-worker` */
export function startPlayground(
  page: Document,
  window: Window & typeof globalThis,
  workerCode: string,
): void {
  const pool = workerPool(
    workerCode,
    Math.max(1, Math.min(4, (window.navigator.hardwareConcurrency || 2) - 1)),
  );
  const panels = new Map<MethodName, Panel>();
  const place = page.querySelector('#panels') as HTMLElement;
  const status = page.querySelector('#status') as HTMLElement;
  const say = (text: string) => {
    status.textContent = text;
  };
  const layers = (): Layers => {
    const isOn = (name: string) => (page.querySelector(`#layer-${name}`) as HTMLInputElement).checked;
    return {
      points: isOn('points'),
      mixed: isOn('mixed'),
      densities: isOn('densities'),
      conflicts: isOn('conflicts'),
    };
  };
  const panelFor = (method: MethodName): Panel => {
    const panel = panels.get(method) ?? panelOf(page, method);
    if (!panels.has(method)) {
      panels.set(method, panel);
      editOn(panel.canvas, {
        extent: () => panel.last()?.extent,
        brush: () => brushOf(page),
        points: () => decodePoints(controls.setting().points),
        changed: edited,
      });
    }
    return panel;
  };
  const compute = (setting: Setting) => {
    const elements = setting.methods.map((method) => panelFor(method).element);
    // Untouched while they are the same: whoever draws on a picture holds the pointer there.
    if (
      elements.length !== place.children.length ||
      elements.some((element, i) => element !== place.children[i])
    ) {
      place.replaceChildren(...elements);
      place.dataset.count = String(elements.length);
    }
    for (const method of setting.methods) {
      const panel = panelFor(method);
      pool.ask(method, { kind: 'evaluate', method, setting }, (reply) => {
        if ('result' in reply) panel.show(reply.result, layers());
        else panel.fail(reply.error);
      });
    }
  };
  const edited = (points: readonly OwnPoint[]) => {
    const setting: Setting = { ...controls.setting(), data: 'own', points: encodePoints(points) };
    controls.set(setting);
    say(`${points.length} points of your own (at most ${mostPoints})`);
    compute(setting);
  };
  const controls = controlsOf(page, window, (setting) => {
    // Whoever chooses own points begins with those that they see.
    if (setting.data === 'own' && setting.points === '')
      edited(startPoints({ ...setting, data: 'moons', n: 60 }));
    else compute(setting);
  });
  const again = () => {
    for (const panel of panels.values()) panel.show(undefined, layers());
  };
  page.querySelector('#layers')?.addEventListener('input', again);
  page.querySelector('#open-notebook')?.addEventListener('click', () => {
    const setting = controls.setting();
    const { href } = new URL(hashOfSetting(setting) || '#', window.location.href);
    save(page, 'playground.ipynb', notebookOf(setting, href));
  });
  page.querySelector('#clear')?.addEventListener('click', () => edited([]));
  takeFiles(page, edited, (text) => {
    say(text);
    // Files are chosen below the panels, and what is said of them stands above.
    status.scrollIntoView({ block: 'nearest' });
  });
  compute(controls.setting());
  startExamples(page, pool);
}

/** Class that the reader draws, null to erase, undefined to look only. */
function brushOf(page: Document): number | null | undefined {
  const chosen = page.querySelector<HTMLInputElement>('input[name="brush"]:checked')?.value ?? 'look';
  return chosen === 'look' ? undefined : chosen === 'erase' ? null : Number(chosen);
}

function startPoints(setting: Setting): OwnPoint[] {
  const { X, y } = dataOf(setting).training;
  return Array.from(y, (label, i): OwnPoint => [X.data[2 * i], X.data[2 * i + 1], label]);
}

/** CSV files that are chosen, or dropped anywhere on the page. */
function takeFiles(
  page: Document,
  edited: (points: readonly OwnPoint[]) => void,
  say: (text: string) => void,
): void {
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { points, note } = csvPoints(await file.text(), file.name);
      edited(points);
      say(note);
    } catch (error) {
      say(`${file.name} was not read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const input = page.querySelector<HTMLInputElement>('#csv');
  input?.addEventListener('change', () => void read(input.files?.[0]));
  page.addEventListener('dragover', (event) => event.preventDefault());
  page.addEventListener('drop', (event) => {
    event.preventDefault();
    void read(event.dataTransfer?.files[0]);
  });
}

function save(page: Document, name: string, text: string): void {
  const link = page.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
