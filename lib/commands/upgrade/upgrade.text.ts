import type { Version } from '../../domain/version';
import { coloursFor } from '../../terminal/colours';
import type { Candidate } from './candidate';
import { type Release, UPGRADE_PARTS } from './changelog';

/** What the changelog says of the releases that an upgrade goes through; going back, it is taken back. */
export function changelogText(releases: readonly Release[], isColoured: boolean): string {
  const { bold } = coloursFor(isColoured);
  const blocks = releases.map(({ version, parts }) => {
    const said = UPGRADE_PARTS.filter((part) => parts[part].length > 0);
    return [
      bold(version ?? 'not released yet'),
      ...said.flatMap((part) => [`  ${part.toLowerCase()}`, ...parts[part].map((entry) => `    - ${entry}`)]),
      ...(said.length === 0 ? ['  nothing to do, and nobody may do more or less'] : []),
      '',
    ].join('\n');
  });
  if (blocks.length === 0) return 'the changelog tells of no release between the two\n\n';
  return `${['what the changelog says', '', ...blocks].join('\n')}\n`;
}

/** What stands above the comparison of templates, and above the plan of the new version. */
export function headText(own: Version, { version }: Pick<Candidate, 'version'>): string {
  return `what orgstrap ${version} makes of org.yaml, compared with what ${own} makes of it\n\n`;
}

export function deployedHeadText({ version }: Pick<Candidate, 'version'>): string {
  return `\nwhat orgstrap ${version} would change of what is deployed\n\n`;
}

/** How the new version is installed for good. */
export function nextStepsText({ spec, cdk, root }: Pick<Candidate, 'spec' | 'cdk' | 'root'>): string {
  const install =
    spec === undefined
      ? `take what is in ${root} into your clone`
      : `npm install --save-exact --ignore-scripts ${spec} aws-cdk@${cdk}`;
  return ['', 'to upgrade:', `  ${install}`, '  npx orgstrap plan', '  npx orgstrap deploy', ''].join('\n');
}

/** Where nobody is signed in, the first part stands for itself. */
export function notComparedText(): string {
  return 'what is deployed was not compared; orgstrap upgrade --offline leaves that out, and ends by what two versions make of org.yaml\n';
}
