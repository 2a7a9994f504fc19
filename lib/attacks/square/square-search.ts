import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import type { AttackBatch } from '../attack-batch';
import { largestClass } from '../boundary/asked-model';
import { RowBuffer } from '../row-buffer';
import type { SquareProposals } from './square-proposals';

/** Share of the features that changes at first, and the queries after which it is halved (those of 10000 queries). */
const firstShare = 0.8;
const halvings = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000];

/** Random search of some points of a batch: a candidate is kept if it lowers the margin. */
export class SquareSearch {
  private readonly asked: RowBuffer;
  private readonly best: Float64Array;
  private readonly margins: Float64Array;
  private active: Int32Array;

  /**
   * @param members points of the batch that take part
   * @param streams of the members
   */
  constructor(
    private readonly batch: AttackBatch,
    private readonly members: readonly number[],
    private readonly proposals: SquareProposals,
    private readonly streams: readonly RandomStream[],
  ) {
    const d = batch.X.cols;
    this.asked = new RowBuffer(members.length, d);
    this.best = new Float64Array(members.length * d);
    this.margins = new Float64Array(members.length).fill(Number.POSITIVE_INFINITY);
    this.active = Int32Array.from(members.keys());
  }

  async run(queries: number): Promise<void> {
    const { asked, members, streams, proposals, best } = this;
    const d = this.batch.X.cols;
    for (const s of this.active) proposals.start(members[s] * d, streams[s], asked.data, s * d);
    await this.evaluate();
    for (let query = 0; query < queries && this.active.length > 0; query++) {
      const share = firstShare / 2 ** halvings.filter((last) => query > last).length;
      for (let at = 0; at < this.active.length; at++) {
        const s = this.active[at];
        proposals.propose(members[s] * d, share, streams[s], best, s * d, asked.data, at * d);
      }
      await this.evaluate();
    }
  }

  private async evaluate(): Promise<void> {
    const { batch, members, active, asked, best, margins } = this;
    const d = batch.X.cols;
    const logits = await batch.model.logits(asked.top(active.length));
    let fooled = false;
    for (let at = 0; at < active.length; at++) {
      const s = active[at];
      const i = members[s];
      const margin = marginOf(logits, at, batch.y[i]);
      if (largestClass(logits, at) !== batch.y[i]) {
        batch.offer(i, asked.data, at * d);
        margins[s] = Number.NEGATIVE_INFINITY;
        fooled = true;
      } else if (margin < margins[s]) {
        margins[s] = margin;
        for (let j = 0; j < d; j++) best[s * d + j] = asked.data[at * d + j];
      }
    }
    if (fooled) this.active = active.filter((s) => margins[s] > Number.NEGATIVE_INFINITY);
  }
}

/** Logit of the label less the largest of the others. */
function marginOf({ data, cols }: Matrix, i: number, label: number): number {
  let others = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < cols; c++) if (c !== label) others = Math.max(others, data[i * cols + c]);
  return data[i * cols + label] - others;
}
