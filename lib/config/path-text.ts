import { quoted } from './quoted';
import type { Path } from './yaml/tree';

const PLAIN_KEY = /^[A-Za-z0-9_-]+$/;

/** A path as people write it: `environments.dev.organizationalUnits[0]`. */
export function pathText(path: Path): string {
  return path.map(stepText).join('').replace(/^\./, '');
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return PLAIN_KEY.test(step) ? `.${step}` : `[${quoted(step)}]`;
}
