import type { Judgement, Part } from './judgement';
import { verdictText } from './verdict-text';

/**
 * One judgement from those under each protocol, by the rule `protocols`; the rule named is the one that was applied under each.
 *
 * @param parts one a protocol, labelled by its name
 * @throws RangeError without any
 */
export function judgeProtocols(parts: readonly Part[]): Judgement {
  if (parts.length === 0) throw new RangeError('got no protocol, expected at least 1');
  const [{ verdict, rule }] = parts;
  const ours = parts.map((part) => `${part.ours} (${part.label})`).join('; ');
  if (parts.every((part) => part.verdict === verdict)) {
    if (verdict === 'not-attempted') return { verdict, ours: parts[0].ours, rule };
    return { verdict, ours, rule, ...(verdict === 'holds-conditionally' && { condition: joined(parts) }) };
  }
  const holding = parts.filter((part) => part.verdict === 'holds');
  if (holding.length === 0) return { verdict: 'not-resolved', ours, rule };
  const others = parts.filter((part) => part.verdict !== 'holds');
  const rest = others.map((part) => `${verdictText(part.verdict)} under ${part.label}`).join(', ');
  const condition = `under protocol ${holding.map(({ label }) => label).join(' and ')} (${rest})`;
  return { verdict: 'holds-conditionally', condition, ours, rule };
}

/** Conditions of all protocols: once, if they are the same. */
function joined(parts: readonly Part[]): string {
  const conditions = new Set(parts.map(({ condition }) => condition));
  if (conditions.size === 1) return parts[0].condition ?? '';
  return parts.map(({ label, condition }) => `under protocol ${label}: ${condition}`).join('; ');
}
