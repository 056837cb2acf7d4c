import type { Fix, Fixes } from './fixes';

/** All that is about to be done, and what these credentials cannot do. */
export function fixesText({ here, elsewhere }: Fixes): string {
  return [
    ...(here.length === 0 ? [] : ['orgstrap doctor --fix calls, in this order:', ...here.map(lineOf)]),
    ...elsewhereLines(elsewhere),
    '',
  ].join('\n');
}

function elsewhereLines(fixes: readonly Fix[]): readonly string[] {
  return [...new Set(fixes.map(({ account }) => account))].flatMap((account) => [
    `with credentials of ${account}, and not with these, orgstrap doctor --fix calls:`,
    ...fixes.filter((fix) => fix.account === account).map(lineOf),
  ]);
}

function lineOf({ check, text }: Fix): string {
  return `  ${check}: ${text}`;
}

export function fixedText({ check }: Fix): string {
  return `${check}: mended\n`;
}
