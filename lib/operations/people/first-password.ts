import { randomInt } from 'node:crypto';
import { SecretText } from '../../domain/secret-text';

/** What password policies can ask for; without the letters and digits that look like others. */
const KINDS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#%^*()_+-='] as const;

/** A password policy can ask for more, and nobody's does. */
const LENGTH = 32;

/**
 * A password that nobody can guess, with a character of each kind that a password policy can ask for.
 *
 * @param pick - a random whole number from 0 up to a limit, each as likely as the others
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export function firstPassword(pick: (limit: number) => number = randomInt): SecretText {
  const characterOf = (kind: string) => kind.charAt(pick(kind.length));
  const all = KINDS.join('');
  const characters = [
    ...KINDS.map(characterOf),
    ...Array.from({ length: LENGTH - KINDS.length }, () => characterOf(all)),
  ];
  return new SecretText(shuffled(characters, pick).join(''));
}

/** Every order is as likely as the others. */
function shuffled(characters: readonly string[], pick: (limit: number) => number): readonly string[] {
  const left = [...characters];
  return characters.flatMap(() => left.splice(pick(left.length), 1));
}
