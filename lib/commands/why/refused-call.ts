import { stripVTControlCharacters } from 'node:util';

/** A call that AWS refused, as its message tells it. */
export interface RefusedCall {
  /** The ARN of who called: of a session, a user. */
  readonly caller: string;
  readonly action: string;
  /** @default - the message names none */
  readonly resource?: string;
  /** Why, in AWS's words: `explicit deny in a service control policy`. @default - it says nothing of it */
  readonly reason?: string;
}

/**
 * Terraform puts a line before its messages and breaks them in a terminal, and CI puts times there. An ARN may be broken at its hyphens; where a line
 * ended is not told from where it was broken, so words are joined by one space.
 */
function unwrapped(text: string): string {
  return stripVTControlCharacters(text)
    .split(/\r?\n/)
    .map((line) => line.replace(/^\S*\d\d:\d\d:\d\d\S*\s+/, '').replace(/^[\s│|╷╵]+/, ''))
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}

const CALL =
  /User: (?<caller>arn:\S+) is not authorized to perform: (?<action>[\w-]+:\w+)(?: on resource: "?(?<resource>[^\s",]+)"?)?(?:,? (?:because (?<silent>no [\w -]+? allows) the \S+ action|with an (?<denied>explicit deny in an? [\w -]*?policy|explicit deny in a permissions boundary)))?/gi;

/**
 * The calls that a text of AWS, Terraform or the AWS CLI says were refused, each once, in their order.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refusedCalls(text: string): readonly RefusedCall[] {
  const found = [...unwrapped(text).matchAll(CALL)].map(({ groups = {} }): RefusedCall => {
    const { caller = '', action = '', resource, silent, denied } = groups;
    const reason = silent ?? denied;
    return {
      caller,
      action,
      ...(resource !== undefined && { resource: resource.replace(/[.;]$/, '') }),
      ...(reason !== undefined && { reason }),
    };
  });
  return [...new Map(found.map((call) => [JSON.stringify(call), call])).values()];
}
