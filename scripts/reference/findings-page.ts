import { RULES } from '../../lib/checks/orgstrap-checks';
import { MEANING_OF_LOSS } from '../../lib/commands/plan/accepted-losses';
import { CHECK_KINDS, type CheckKind } from '../../lib/estate/check-kinds';
import { MENDED_KINDS } from '../../lib/estate/mended-kinds';
import { cell } from './table';

/** The rules of orgstrap's checks of templates that are no rules of its pack, by their ids. PACK stands for a stock pack. */
export const FURTHER_RULES: Readonly<Record<string, { readonly holds: string; readonly fix: string }>> = {
  'Acknowledgements-OfAStockPack': {
    holds:
      'an acknowledgement begins with the name of a stock pack; findings of the rules of orgstrap itself are never accepted',
    fix: 'write the id with its pack, or mend what is found',
  },
  'Acknowledgements-NeverOfAWholeStack': {
    holds: 'an acknowledgement stands at the construct that it is about, for it holds for all below it',
    fix: 'acknowledge it at the policy or the resource',
  },
  'PACK-StaleAcknowledgement': {
    holds: 'every acknowledgement accepts a finding that there is',
    fix: 'remove it, or correct its wildcard in the reasons file',
  },
  'Reviewed-Wildcards-NoReason': {
    holds: 'every wildcard of a policy has a reason',
    fix: 'write the reason into the *.reasons.json beside the policy',
  },
  'Reviewed-Wildcards-StaleReason': {
    holds: 'every reason has its wildcard',
    fix: 'remove the reason, or correct its pattern',
  },
  'Template-Size': {
    holds: 'a template has at most the 51,200 bytes that CloudFormation takes with a request',
    fix: 'fewer accounts of a pipeline, fewer services, or people in IAM Identity Center',
  },
};

/** `docs/reference/findings.md`: what can be found, and what to do. */
export function findingsPage(): string {
  return `# Every kind of finding

Written from the sources by \`npm run reference\`. A finding says in its own words what was found, and has the command that mends it where there is one; this page says what each kind is about.

## Of verify and doctor

Reports, baselines and tickets may go by the kind: it never changes its meaning ([as data](../commands.md#what-verify-and-doctor-find-as-data)). Any finding of \`doctor\` that makes a deployment break stops \`deploy\`.

| kind | of | severity | asks | where the answer is no |
|---|---|---|---|---|
${Object.entries(CHECK_KINDS).map(kindRow).join('\n')}

## Of validate

A problem has no id: it has the line, the column and the path in \`org.yaml\`, and says what was found, what was expected and how to mend it. [Every key](org-yaml.md) says what is expected there.

## Of plan

Of what an edit of \`org.yaml\` means, in \`edits\` of \`--json\` ([every edit](../change.md)):

| verdict | means | what to do |
|---|---|---|
| \`refused\` | a deployment would break, or strand something | do its steps, in their order |
| \`to be accepted\` | something is lost, or must have been done before, and nobody sees it from here | do its steps, then give its word to \`--accept\` |
| \`note\` | one deployment does it | read it; its steps come after the deployment |

The words of \`--accept\`, each for what has been done or may be lost:

| word | says |
|---|---|
${Object.entries(MEANING_OF_LOSS)
  .map(([word, says]) => `| \`${word}\` | ${cell(says)} |`)
  .join('\n')}
| \`doctor-findings\` | of \`deploy\`: what \`doctor\` found holds nothing up |
| \`guardrails-gone\` | of \`destroy\`: the guardrails are taken away, which nobody sees from Ops |

Of what changes, in \`findings\` of a wave:

| direction | means | what to do |
|---|---|---|
| \`widens\` | somebody may do more, or more is reached | have it reviewed; \`--fail-on widening\` ends with 1 |
| \`unclear\` | plan cannot judge it, so it counts as widening | read it |
| \`narrows\` | somebody may do less | look whether they still need it |

## Of nag, synth and every deployment

The rules of orgstrap itself. Nobody can accept a finding of one.

| rule | what must hold | how to mend it |
|---|---|---|
${RULES.map(({ name, description, fix }) => ruleRow(`Orgstrap-${name}`, description, fix)).join('\n')}
${Object.entries(FURTHER_RULES)
  .map(([id, { holds, fix }]) => ruleRow(id, holds, fix))
  .join('\n')}

\`PACK\` stands for \`AwsSolutions\` or \`NIST.800.53.R5\`, whose own rules [cdk-nag explains](https://github.com/cdklabs/cdk-nag/blob/main/RULES.md). What is acceptable of those has a reason
beside the policy, in \`*.reasons.json\`, or in the code. CDK's validation against CloudFormation's schemas has ids of its own.
`;
}

function kindRow([kind, { by, severity, asks }]: [string, (typeof CHECK_KINDS)[CheckKind]]): string {
  return `| \`${kind}\` | ${by} | ${severity} | ${cell(asks)} | ${cell(MENDED_KINDS[kind as CheckKind])} |`;
}

function ruleRow(id: string, holds: string, fix: string): string {
  return `| \`${id}\` | ${cell(holds)} | ${cell(fix)} |`;
}
