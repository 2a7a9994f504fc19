import { showExample1, showExample2, showExample3 } from './example-views';
import type { WorkerPool } from './worker-pool';

/** Makes the sliders of Examples 1 to 3 move their exact curves. */
export function startExamples(page: Document, pool: WorkerPool): void {
  const slider = (id: string) => page.querySelector<HTMLInputElement>(`#${id}`) as HTMLInputElement;
  const place = (id: string) => page.querySelector(`#${id}`) as HTMLElement;
  const value = (id: string): number => {
    const input = slider(id);
    const number = input.dataset.log === undefined ? Number(input.value) : 10 ** Number(input.value);
    const output = page.querySelector(`output[for="${id}"]`);
    if (output) output.textContent = String(Number(number.toPrecision(3)));
    return number;
  };
  const problem = (at: HTMLElement, message: string) => {
    at.textContent = `Not possible with this setting: ${message}`;
  };
  const first = () => {
    const theta = value('theta');
    const at = place('example1');
    pool.ask('example1', { kind: 'example1', theta }, (reply) => {
      if ('result' in reply) showExample1(page, at, theta, reply.result);
      else problem(at, reply.error);
    });
  };
  const second = () => {
    const at = place('example2');
    pool.ask('example2', { kind: 'example2', norm: value('norm'), sigma2: value('variance2') }, (reply) => {
      if ('result' in reply) showExample2(page, at, reply.result);
      else problem(at, reply.error);
    });
  };
  const third = () => {
    const [n, r, sigma2] = [value('count'), value('radius'), value('variance3')];
    const at = place('example3');
    pool.ask('example3', { kind: 'example3', n, r, sigma2 }, (reply) => {
      if ('result' in reply) showExample3(page, at, r, reply.result);
      else problem(at, reply.error);
    });
  };
  for (const [ids, show] of [
    [['theta'], first],
    [['norm', 'variance2'], second],
    [['count', 'radius', 'variance3'], third],
  ] as const) {
    for (const id of ids) slider(id).addEventListener('input', show);
    show();
  }
}
