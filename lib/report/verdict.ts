/**
 * Verdict of a claim from what was computed: `holds` if it always does, `holds-conditionally` if it does under conditions
 * that the note of the finding has to name, else `fails`.
 */
export function verdictOf(always: boolean, conditionally = false): 'holds' | 'holds-conditionally' | 'fails' {
  if (always) return 'holds';
  return conditionally ? 'holds-conditionally' : 'fails';
}
