import type { Problem } from '../domain/problem';
import { coloursFor } from '../terminal/colours';
import { counted } from './counted';

/** Problems for people to read: where, what was found and expected, and below it how to mend it. */
export function problemsText(problems: readonly Problem[], isColoured: boolean): string {
  return `${blocksOf(problems, isColoured)}\n${counted(problems.length, 'problem')}\n`;
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
