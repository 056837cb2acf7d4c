/** Whether a text is one that a pattern of IAM stands for; nobody cares about case in the names of actions. */
export function like(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[\\^$+.()|[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);
}
