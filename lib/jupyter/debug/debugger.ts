import type { CellRunner } from '../cell-runner';
import type { Content } from '../wire';

/** Placeholder until the debugger stands. */
export class Debugger {
  constructor(_runner: CellRunner, _publish: (event: Content) => void) {}
  onEvent(_method: string, _params: Content): void {}
  answer(_content: Content): Content {
    return {};
  }
}
