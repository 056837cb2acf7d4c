/**
 * The commands of a text for a shell, each as its words: what is between `;`, `&&`, `||`, `|` and the ends of lines. Without
 * comments and without what a command reads of the text itself.
 */
export function shellCommands(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  for (const [token] of withoutHereDocuments(text).matchAll(TOKENS)) {
    if (/^(?:\\\n|[ \t]+)$/.test(token)) endWord();
    else if (/^#/.test(token) && word === undefined) endWord();
    else if (SEPARATOR.test(token)) {
      endWord();
      commands.push([]);
    } else word = (word ?? '') + plain(token);
  }
  endWord();
  return commands.map(withoutRedirections).filter((words) => words.length > 0);
}

/** `>file`, or `>` and then the file. */
function withoutRedirections(words: readonly string[]): readonly string[] {
  return words.filter((word, at) => !REDIRECTION.test(word) && !/^\d?(?:>>?|<)$/.test(words[at - 1] ?? ''));
}

const REDIRECTION = /^\d?(?:>>?|<)/;

/** Of a command that starts orgstrap: what follows the name of the program. */
export function orgstrapArguments(words: readonly string[]): readonly string[] | undefined {
  const at = words.indexOf('orgstrap');
  const before = words.slice(0, Math.max(at, 0));
  return at < 0 || before.some((word) => !/^(?:\$|\(|npx|then|do|[A-Z_]+=.*)$/.test(word))
    ? undefined
    : words.slice(at + 1);
}

const SEPARATOR = /^(?:;|&&|\|\|?|\n)$/;

/** A comment, an escaped character, quoted text, blanks, a separator, or anything else. */
const TOKENS = /(?<![^\s])#[^\n]*|\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|[ \t]+|&&|\|\|?|[;\n]|[^\\'" \t;&|\n]+|&/g;

function plain(token: string): string {
  if (/^['"]/.test(token)) return token.slice(1, -1);
  return token.startsWith('\\') ? token.slice(1) : token;
}

function withoutHereDocuments(text: string): string {
  return text.replace(/<<-?\s*(['"]?)(\w+)\1[^\n]*\n[\s\S]*?^\s*\2$/gm, '');
}
