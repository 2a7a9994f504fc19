import { evaluate } from './evaluate';
import { example1At, example2At, example3At } from './examples';
import type { Answers, Reply, Request } from './messages';

/** Answers a request; an error that the setting caused becomes a sentence for the reader. */
export function answer(request: Request): Reply {
  try {
    return { result: compute(request) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function compute(request: Request): Answers[keyof Answers] {
  switch (request.kind) {
    case 'evaluate':
      return evaluate(request.method, request.setting);
    case 'example1':
      return example1At(request.theta);
    case 'example2':
      return example2At(request);
    case 'example3':
      return example3At(request);
  }
}
