import { NotProved } from '../report/ledger';

/** What a command must say, and what it must not. */
export interface Words {
  readonly says?: readonly (string | RegExp)[];
  readonly silent?: readonly (string | RegExp)[];
}

/** @throws NotProved where a text does not say what it must, or says what it must not */
export function found(text: string, { says = [], silent = [] }: Words): string {
  const has = (what: string | RegExp) => (typeof what === 'string' ? text.includes(what) : what.test(text));
  const missing = says.filter((what) => !has(what));
  const surplus = silent.filter(has);
  if (missing.length > 0) throw new NotProved(`it does not say ${missing.join(' nor ')}\n${text}`);
  if (surplus.length > 0) throw new NotProved(`it says ${surplus.join(' and ')}\n${text}`);
  return says.length === 0 ? '' : `, it says ${says.map((what) => `"${what}"`).join(' and ')}`;
}
