import { coloursFor } from '../../../lib/terminal/colours';
import type { Counts } from './outcome';

/** One character for a chapter: something failed in it, was not run, or all of it holds. */
export function markOf({ failed, notRun }: Counts, isColoured: boolean): string {
  const { green, red, yellow } = coloursFor(isColoured);
  if (failed > 0) return red('✘');
  return notRun > 0 ? yellow('–') : green('✔');
}
