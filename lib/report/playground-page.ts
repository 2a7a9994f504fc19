import { page } from './page';

export function playgroundPage(): string {
  return page('Playground', '<h1>Playground</h1>', { program: 'playground' });
}
