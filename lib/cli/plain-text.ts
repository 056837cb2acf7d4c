/**
 * A text of somebody else's without what a terminal would take for a command: people may give a resource any name
 * that they like.
 */
export function plain(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, '\uFFFD');
}
