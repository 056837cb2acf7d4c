import { z } from 'zod';

/** Text of a domain type: `pattern` is what editors check, `is` what gives the value its type. */
export function branded<T extends string>(pattern: RegExp, is: (text: string) => text is T) {
  return z
    .string()
    .regex(pattern)
    .transform((text, context): T => {
      if (is(text)) return text;
      context.addIssue({ code: 'custom', input: text });
      return z.NEVER;
    });
}
