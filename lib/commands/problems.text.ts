import type { Problem } from '../domain/problem';
import { coloursFor } from '../terminal/colours';

/** Problems for people to read: where, what was found and expected, and below it how to mend it. */
export function problemsText(problems: readonly Problem[], isColoured: boolean): string {
  const colours = coloursFor(isColoured);
  const blocks = problems.map(({ file, line, column, path, found, expected, fix }) => {
    const where = colours.bold(`${file}:${line}:${column}`);
    const what = `${path === '' ? '' : `${path}: `}found ${colours.red(found)}, expected ${expected}`;
    return `${where}  ${what}\n    ${colours.green('fix:')} ${fix}\n`;
  });
  return `${blocks.join('\n')}\n${countOf(problems.length)}\n`;
}

function countOf(problems: number): string {
  return problems === 1 ? '1 problem' : `${problems} problems`;
}
