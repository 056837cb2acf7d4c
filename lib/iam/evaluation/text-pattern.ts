import { fitsPattern, passed } from '../../domain/wildcards';
import { type Truth, unknown } from './truth';

/**
 * Stands in a text of a request for an id that cannot be known beforehand, such as that of a key: hexadecimal digits in lower
 * case, and hyphens.
 */
export const UNKNOWN_ID = '\uFFFC';

/** What an asterisk and a question mark are where they are themselves, in patterns and in texts. */
const ASTERISK = '\uE02A';
const QUESTION_MARK = '\uE03F';

/** A text in which nothing is a wildcard. */
export function literal(text: string): string {
  return text.replaceAll('*', ASTERISK).replaceAll('?', QUESTION_MARK);
}

/**
 * Whether a text fits a pattern, in which `*` stands for any characters and `?` for one.
 *
 * @param text - literal: its own asterisks are no wildcards
 */
export function fits(pattern: string, text: string): Truth {
  const wanted = literal(text);
  if (pattern === '*') return true;
  if (!wanted.includes(UNKNOWN_ID)) return fitsPattern(pattern, wanted);
  if (fitsWith(pattern, wanted, 'every')) return true;
  return fitsWith(pattern, wanted, 'some') ? unknown(`what ${nameOf(text)} is called`) : false;
}

/** Whether two texts are the same; wildcards are no wildcards here. */
export function same(one: string, other: string): Truth {
  return fits(literal(one), other);
}

/** A text for messages. */
function nameOf(text: string): string {
  return text.replaceAll(UNKNOWN_ID, '…');
}

/** Whether a text fits with every id that its unknown ones may be, or with some. Only an asterisk takes in every id. */
function fitsWith(pattern: string, text: string, filling: 'every' | 'some'): boolean {
  let places = passed(pattern, [0]);
  for (const character of text) {
    places = passed(
      pattern,
      character === UNKNOWN_ID ? filled(pattern, places, filling) : read(pattern, places, character),
    );
  }
  return places.includes(pattern.length);
}

function read(pattern: string, places: readonly number[], character: string): readonly number[] {
  return places.flatMap((place) => {
    if (pattern[place] === '*') return [place];
    return pattern[place] === '?' || pattern[place] === character ? [place + 1] : [];
  });
}

function filled(pattern: string, places: readonly number[], filling: 'every' | 'some'): readonly number[] {
  if (filling === 'every') return places.filter((place) => pattern[place] === '*');
  const all = new Set<number>();
  for (const start of places) {
    let place = start;
    all.add(place);
    while (/^[*?0-9a-f-]$/.test(pattern[place] ?? '')) all.add(++place);
  }
  return [...all];
}
