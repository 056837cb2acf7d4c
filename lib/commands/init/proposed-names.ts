import { DEFAULT_WORKSPACE, LONGEST_ENVIRONMENT_NAME, LONGEST_WORKSPACE_NAME } from '../../domain/chosen-names';
import { wordsOf } from './stage';

/** Gives names that nobody has yet, in the order in which they are asked for. */
export type Naming = (wanted: string) => string;

/** Names of environments: lower-case letters, digits and single hyphens, a letter first. */
export function environmentNames(): Naming {
  return naming(LONGEST_ENVIRONMENT_NAME, [], (wanted) => {
    const name = wordsOf(wanted).join('-');
    if (name === '') return 'environment';
    return /^[a-z]/.test(name) ? name : `environment-${name}`;
  });
}

/**
 * Names of workspaces, by those of accounts.
 *
 * @param taken - those that accounts have already
 */
export function workspaceNames(taken: readonly string[] = []): Naming {
  return naming(LONGEST_WORKSPACE_NAME, taken, (wanted) => {
    const name = wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]+/g, '-')
      .replaceAll(/^[-_]+|[-_]+$/g, '');
    return name === '' || name === DEFAULT_WORKSPACE ? `account-${name || 'without-a-name'}` : name;
  });
}

function naming(longest: number, known: readonly string[], textOf: (wanted: string) => string): Naming {
  const taken = new Set(known);
  return (wanted) => {
    const name = textOf(wanted);
    for (let count = 1; ; count++) {
      const end = count === 1 ? '' : `-${count}`;
      const candidate = `${name.slice(0, longest - end.length).replace(/[-_]+$/, '')}${end}`;
      if (taken.has(candidate)) continue;
      taken.add(candidate);
      return candidate;
    }
  };
}
