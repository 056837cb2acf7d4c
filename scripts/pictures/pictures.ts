import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planText } from '../../lib/commands/plan/plan.text';
import { problemsText } from '../../lib/commands/problems.text';
import { planBetween } from '../../lib/commands/upgrade/plan-between';
import { usableConfig } from '../../lib/commands/usable-config';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { OrgConfig } from '../../lib/domain/org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { assembledApp } from '../../lib/stacks/synthesized';
import type { Proof } from '../../packages/rehearsal/report/ledger';
import { chaptersOf } from '../../packages/rehearsal/report/outcome';
import { summary } from '../../packages/rehearsal/report/summary';
import { terminalSvg } from './terminal-svg';

const ROOT = join(__dirname, '..', '..');

/** Where the pictures are, in the project's folder. */
export const PICTURES = 'docs/pictures';

/** What `--json` wrote of a rehearsal of the first example; `npm run pictures -- --rehearsal FILE` puts another in its place. */
export const RECORDED_REHEARSAL = 'packages/rehearsal/test/report/four-accounts.json';

const EXAMPLE = 'examples/four-accounts.yaml';

/** Every picture, by the name of its file: what commands say, made of what says it. */
export function pictures(): Readonly<Record<string, string>> {
  return {
    'rehearsal.svg': terminalSvg(
      'The end of a rehearsal: a line for each chapter, with what was proved, refused and alarmed',
      `$ npm run rehearse -- --config ${EXAMPLE}\n\n${rehearsalText()}`,
    ),
    'plan.svg': terminalSvg(
      'orgstrap plan says what an edit would change in every account, and what of it widens',
      `$ npx orgstrap plan\n${planOfOneService()}`,
    ),
    'validate.svg': terminalSvg(
      'orgstrap validate names each problem of org.yaml with its line, what was expected and how to mend it',
      `$ npx orgstrap validate\n${problemsOfMistakes()}`,
    ),
  };
}

function rehearsalText(): string {
  const { proofs, seconds }: { readonly proofs: readonly Proof[]; readonly seconds: number } = JSON.parse(
    readFileSync(join(ROOT, RECORDED_REHEARSAL), 'utf8'),
  );
  const title = `${EXAMPLE}, rehearsed on an emulated organization`;
  return summary({ title, chapters: chaptersOf(proofs, ''), seconds }, true);
}

/** More of it would make a picture of pages. */
const LINES_OF_A_PLAN = 24;

/** What is said of the first accounts where `terraform.services` lists one service more. */
function planOfOneService(): string {
  const before = usableConfig(join(ROOT, EXAMPLE));
  const after = { ...before, terraform: { ...before.terraform, services: [...before.terraform.services, 'mq'] } };
  const version = { deployed: '0.3.0', own: '0.3.0', upgradesFrom: '0.2.0' };
  const text = planText(planBetween(after, assembled(before), assembled(after), version), true);
  // Before the first stack it says that two versions are compared here, which a plan of AWS does not.
  const lines = text.split('\n').slice(text.split('\n').findIndex((line) => line.includes('orgstrap-ProductAccounts')));
  return `${lines.slice(0, LINES_OF_A_PLAN).join('\n')}\n...`;
}

function assembled(config: OrgConfig) {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-picture-'));
  try {
    return assembledApp(config, folder, { validateTemplates: false });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mistakes as people make them, in an `org.yaml` that is valid without them. */
const MISTAKES = [
  ['accounts: { prod: "666666666666" }', 'accounts: { prod: "555555555555" }'],
  ['environments: [dev, stage, prod]', 'environments: [dev, staging, prod]'],
  ['first-developer: [developers]', 'first-developer: [developer]'],
] as const;

/** @throws Error where a mistake is in a line that the example no longer has */
function problemsOfMistakes(): string {
  const text = MISTAKES.reduce(
    (yaml, [right, wrong]) => {
      if (!yaml.includes(right)) throw new Error(`${EXAMPLE} has no ${right}`);
      return yaml.replace(right, wrong);
    },
    readFileSync(join(ROOT, EXAMPLE), 'utf8'),
  );
  const result = parseOrgConfig(text, 'org.yaml', serviceNames(join(ROOT, 'examples', 'policies')));
  return result.ok ? '' : problemsText(result.problems, true);
}
