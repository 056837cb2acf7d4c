/** A note to end a fix with where the text holds what IAM's `ArnEquals` reads as a wildcard; else nothing. */
export function wildcardNote(text: unknown): string {
  if (typeof text !== 'string' || !/[*?]/.test(text)) return '';
  return '; * and ? are wildcards to IAM and would widen who is trusted';
}
