/** What was found under one protocol, in parts. */
export interface OursParts {
  /** Null where the text does not name one. */
  readonly protocol: 'paper' | 'released' | null;
  /** How many parts have which verdict; null where it is not said. */
  readonly tally: string | null;
  readonly parts: readonly string[];
}

// What stands in parentheses, names of parts and their own parentheses among it, is not taken apart.
const counted =
  /^(\d+ of \d+ (?:holds?|not resolved|fails?|not attempted)\b(?:\((?:[^()]|\([^()]*\))*\)|[^(])*?)(?:[.;] |$)(.*)$/s;

/**
 * The text of a judgement (`ours`) in its named parts: first by protocol, `… (paper); … (released)`, then the tally before the first
 * full stop or semicolon, then part by part.
 */
export function oursParts(ours: string): OursParts[] {
  const both = /^(.*) \(paper\); (.*) \(released\)$/s.exec(ours);
  if (both) return [partsOf(both[1], 'paper'), partsOf(both[2], 'released')];
  return [partsOf(ours, null)];
}

function partsOf(text: string, protocol: OursParts['protocol']): OursParts {
  const found = counted.exec(text);
  const [tally, rest] = found ? [found[1], found[2]] : [null, text];
  return { protocol, tally, parts: rest === '' ? [] : rest.split(/; (?![^()]*\))/) };
}

/** An effect with its interval, as judgements print it: `+33.55 [+30.15, +36.95] points`. */
export interface Effect {
  readonly size: number;
  readonly text: string;
}

/** The first effect with an interval in a text; undefined if there is none. */
export function effectIn(text: string): Effect | undefined {
  const found = /([+−-]?\d+(?:\.\d+)?) \[[+−-]?\d+(?:\.\d+)?, [+−-]?\d+(?:\.\d+)?\] (?:points|%)/.exec(text);
  return found ? { size: Number(found[1].replace('−', '-')), text: found[0] } : undefined;
}
