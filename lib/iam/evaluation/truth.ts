/** Whether something holds: for certain, for certain not, or depending on what is not known. */
export type Truth = boolean | Unknown;

export interface Unknown {
  /** What would have to be known: condition keys, parts of names. */
  readonly dependsOn: readonly string[];
}

export function unknown(...dependsOn: readonly string[]): Unknown {
  return { dependsOn };
}

export function isUnknown(truth: Truth): truth is Unknown {
  return typeof truth === 'object';
}

export function not(truth: Truth): Truth {
  return isUnknown(truth) ? truth : !truth;
}

/** False where one is false, no matter what the others depend on; true of none. */
export function allOf(truths: readonly Truth[]): Truth {
  return truths.includes(false) ? false : (joined(truths) ?? true);
}

/** True where one is true, no matter what the others depend on; false of none. */
export function anyOf(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : (joined(truths) ?? false);
}

function joined(truths: readonly Truth[]): Unknown | undefined {
  const open = truths.filter(isUnknown);
  if (open.length === 0) return undefined;
  return unknown(...new Set(open.flatMap(({ dependsOn }) => dependsOn)));
}
