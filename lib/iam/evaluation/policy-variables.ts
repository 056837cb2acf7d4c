import { type RequestContext, stateOf } from './request-context';
import { literal } from './text-pattern';
import { type Unknown, unknown } from './truth';

/** A text of a policy that may have variables in it, and how to read it. */
export interface PolicyText {
  readonly text: string;
  /** Whether `${…}` means something: in documents of the version 2012-10-17. */
  readonly hasVariables: boolean;
}

/**
 * A text of a policy with what its variables stand for, none of which is a wildcard.
 *
 * @returns undefined where a variable has no value: then nothing is equal to the text or like it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substituted({ text, hasVariables }: PolicyText, context: RequestContext): string | Unknown | undefined {
  if (!hasVariables || !text.includes('${')) return text;
  const found = [...text.matchAll(VARIABLE)].map(
    ([whole, inner = '']) => [whole, valueBehind(inner, context)] as const,
  );
  const open = found.flatMap(([, value]) => (typeof value === 'object' ? value.dependsOn : []));
  if (found.some(([, value]) => value === undefined)) return undefined;
  if (open.length > 0) return unknown(...open);
  const values = new Map(found);
  return text.replace(VARIABLE, (whole) => String(values.get(whole)));
}

const VARIABLE = /\$\{([^}]*)\}/g;

function valueBehind(inner: string, context: RequestContext): string | Unknown | undefined {
  if (['*', '?', '$'].includes(inner)) return literal(inner);
  const [, key = inner, preset] = /^([^,]*?)\s*,\s*'(.*)'\s*$/.exec(inner) ?? [];
  const state = stateOf(context, key.trim());
  if (state === 'unknown') return unknown(key);
  if (state === 'absent') return preset === undefined ? undefined : literal(preset);
  // No page says what stands for a key of several values.
  return typeof state.value === 'string' ? literal(state.value) : unknown(`one value of ${key}`);
}
