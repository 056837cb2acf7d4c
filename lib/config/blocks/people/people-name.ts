import { PEOPLE_NAME } from '../../../domain/people';
import { hyphenated, type NameKind } from '../../values/names';

/** The name of an access role or of a group. */
export function peopleName(noun: 'role' | 'group', longest: number): NameKind {
  return {
    noun,
    isFit: (name) => name.length <= longest && PEOPLE_NAME.test(name),
    expected: () => `${hyphenated(longest)}; it becomes part of a name in IAM`,
    json: { pattern: PEOPLE_NAME.source, maxLength: longest },
  };
}
