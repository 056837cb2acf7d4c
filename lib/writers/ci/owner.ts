import type { Rollout } from './rollout';
import { WRITTEN_BY_ORGSTRAP } from './text';

const OWNER = /^\S+ For the pipeline ([a-z0-9-]+) and the folder (\S+)\.$/m;

/** A file of CI with the line behind its first one that says whose it is: a repository may have several pipelines, and several folders. */
export function withOwner(text: string, rollout: Rollout): string {
  const [first = ''] = text.split('\n', 1);
  const comment = first.slice(0, -WRITTEN_BY_ORGSTRAP.length);
  return `${first}\n${comment}${lineOf(rollout)}${text.slice(first.length)}`;
}

/**
 * Whose a file of CI is, where it is another one's than that of this pipeline and this folder; it completes "the file is …".
 *
 * A file of an earlier version does not say it. It is this pipeline's where it plans as its role.
 */
export function otherOwner(text: string, rollout: Rollout): string | undefined {
  const [line, pipeline, folder] = OWNER.exec(text) ?? [];
  if (line === undefined) return plansAs(text, rollout.roles.plan) ? undefined : 'for another pipeline';
  return line.endsWith(lineOf(rollout)) ? undefined : `for the pipeline ${pipeline} and the folder ${folder}`;
}

/** The name that it has in AWS is in no other pipeline, and stays when it is renamed. */
function lineOf({ deployedAs, folder }: Rollout): string {
  return `For the pipeline ${deployedAs} and the folder ${folder}.`;
}

function plansAs(text: string, role: string): boolean {
  return text
    .split(role)
    .slice(1)
    .some((behind) => !/^[a-z0-9-]/.test(behind));
}
