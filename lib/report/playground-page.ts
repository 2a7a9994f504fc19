import { page } from './page';
import { builtFile } from './page-program';

/** The playground: one page that works by itself, offline. */
export function playgroundPage(): string {
  const header =
    '<nav aria-label="Parts of the page"><a href="#playground">Playground</a><a href="#examples">Examples 1 to 3</a><a href="#how">How it works</a></nav>';
  return page('Playground of mixup and GenLabel', builtFile('playground-body.html'), {
    program: 'playground',
    header,
  });
}
