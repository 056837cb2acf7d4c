const LONGEST = 60;

/**
 * Text from a file in double quotes, fit to be shown: shortened, and with everything escaped that a terminal would act on
 * or that a reader could not see.
 */
export function quoted(text: string): string {
  const characters = [...text];
  const shown = characters.length > LONGEST ? [...characters.slice(0, LONGEST), '…'] : characters;
  return JSON.stringify(shown.join('')).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
