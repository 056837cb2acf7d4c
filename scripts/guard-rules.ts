import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App } from 'aws-cdk-lib/core';
import * as z from 'zod';

/**
 * `tsx scripts/guard-rules.ts FOLDER...` holds every template of some cloud assemblies, the member templates of StackSets included, against the rules that AWS's Control Tower
 * has for CloudFormation. `guard-rules.json` says of each that fails why it may.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/proactive-controls.html
 */
const EXPECTED = z
  .array(z.strictObject({ rule: z.string(), on: z.array(z.string()).nonempty(), reason: z.string() }))
  .parse(JSON.parse(readFileSync(join(__dirname, 'guard-rules.json'), 'utf8')));

/** What CDK appends to the name of a construct. */
const HASH = /[0-9A-F]{8}$/;

const templates = differentTemplates(process.argv.slice(2));
if (templates.length === 0) throw new Error('name folders that synth has written');
const found = findings(templates);
const expected = EXPECTED.flatMap(({ rule, on }) => on.map((resource) => `${rule} on ${resource}`));
const surprises = [...found].filter((finding) => !expected.includes(finding));
const gone = expected.filter((finding) => !found.has(finding));
process.stdout.write(
  `${templates.length} templates, ${found.size} findings, of which ${surprises.length} have no reason\n`,
);
for (const finding of surprises)
  process.stdout.write(`  ${finding}: mend it, or say in scripts/guard-rules.json why not\n`);
for (const finding of gone)
  process.stdout.write(`  ${finding} is not found any more: take it out of scripts/guard-rules.json\n`);
if (surprises.length + gone.length > 0) process.exitCode = 1;

/** Most accounts of most organizations get the same: each template once. */
function differentTemplates(folders: readonly string[]): readonly string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.template.json'))
      .map((name) => join(folder, name)),
  );
  const byContent = files.map((file) => [createHash('sha256').update(readFileSync(file)).digest('hex'), file] as const);
  return [...new Map(byContent).values()];
}

/** Each rule with the construct that does not keep it, without what CDK appends. */
function findings(templatePaths: readonly string[]): ReadonlySet<string> {
  const guard = new CfnGuardValidator({ maxBuffer: 2 ** 28 });
  const { violations } = guard.validate({ appConstruct: new App(), templatePaths: [...templatePaths] });
  return new Set(
    violations.flatMap(({ ruleName, violatingResources }) =>
      // A rule that compares the statements of a policy tells of the statement, too, which has no name.
      violatingResources.flatMap(({ resourceLogicalId }) =>
        resourceLogicalId ? [`${ruleName} on ${resourceLogicalId.replace(HASH, '')}`] : [],
      ),
    ),
  );
}
