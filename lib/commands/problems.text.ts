import type { Problem } from '../domain/problem';
import { coloursFor } from '../terminal/colours';
import { counted } from './counted';

/** What a person may mend before they run the command again. */
const MOST_SHOWN = 100;

/** Problems for people to read: where, what was found and expected, and below it how to mend it. */
export function problemsText(problems: readonly Problem[], isColoured: boolean): string {
  const more = problems.length - MOST_SHOWN;
  const rest = more > 0 ? `, of which the first ${MOST_SHOWN} are shown; --json has all` : '';
  return `${blocksOf(problems.slice(0, MOST_SHOWN), isColoured)}\n${counted(problems.length, 'problem')}${rest}\n`;
}

/** The same of what is no problem yet. */
export function warningsText(warnings: readonly Problem[], isColoured: boolean): string {
  return `${blocksOf(warnings, isColoured)}\n${counted(warnings.length, 'warning')}\n`;
}

function blocksOf(problems: readonly Problem[], isColoured: boolean): string {
  const colours = coloursFor(isColoured);
  const blocks = problems.map(({ file, line, column, path, found, expected, fix }) => {
    const where = colours.bold(`${file}:${line}:${column}`);
    const what = `${path === '' ? '' : `${path}: `}found ${colours.red(found)}, expected ${expected}`;
    return `${where}  ${what}\n    ${colours.green('fix:')} ${fix}\n`;
  });
  return blocks.join('\n');
}
