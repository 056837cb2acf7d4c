import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { type App, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib/core';
import { csvOf } from '../../lib/commands/nag/csv';
import { FORMATS } from '../../lib/commands/nag/format-names';
import { nagFiles } from '../../lib/commands/nag/formats';
import { hasAtLeast, type NagReport, nagReport } from '../../lib/commands/nag/report';
import { acknowledge } from '../../lib/constructs/acknowledge';
import { ManagedPolicy } from '../../lib/constructs/managed-policy';
import {
  type CheckResults,
  countsOf,
  FURTHER_PACKS,
  type FurtherPack,
  type TemplateFinding,
} from '../../lib/domain/template-finding';
import { readPolicy } from '../../lib/policies/load-policy';
import { policiesFolder } from '../../lib/policies/policies-folder';
import { reviewedWildcards } from '../../lib/policies/reasons';
import { buildApp } from '../../lib/stacks/build-app';
import { checkResults, resultsOf } from '../../lib/stacks/check-results';
import { accessSnapshot } from '../access/organizations';
import { builtApp, findingsOf } from '../support/assembly';
import { EXAMPLES, example, ROOT } from '../support/examples';
import { sharedOpsConfig } from '../support/org-config';

type Plant = (stack: Stack) => void;

/** What the checks say of the app of a small configuration with something planted into its member template. */
function planted(plant: Plant, furtherPacks: readonly FurtherPack[] = []): CheckResults {
  return resultsOf((app) => plantedInto(app, plant), { validateTemplates: false, furtherPacks });
}

function plantedInto(app: App, plant: Plant): void {
  buildApp(app, sharedOpsConfig());
  const stack = app.node.findChild('Member-ProductAccount');
  if (!Stack.isStack(stack)) throw new Error('it is no stack');
  plant(stack);
}

function open({ findings }: CheckResults): readonly TemplateFinding[] {
  return findings.filter(({ acknowledgement }) => acknowledgement === undefined);
}

function report(results: CheckResults): NagReport {
  return nagReport(results, { version: '1.2.3', config: 'org.yaml', root: ROOT });
}

/** The line of a text in a file of the repository, counted from 1. */
function lineOf(text: string, file: string): number {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

const everything: Plant = (stack) => {
  new CfnManagedPolicy(stack, 'Everything', {
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] },
  });
};

/** The policy of the CI Terraform role for the state, without the reasons for its wildcards. */
const unreasoned: Plant = (stack) => {
  const name = 'ci-terraform-role.state.permissions';
  new ManagedPolicy(stack, 'Unreasoned', {
    description: 'planted',
    pack: [
      {
        name,
        file: `policies/${name}.json`,
        folder: policiesFolder(),
        document: readPolicy(name).document,
        wildcards: [],
      },
    ],
  });
};

const acknowledgedBucket: Plant = (stack) => {
  const bucket = new CfnBucket(stack, 'Accepted');
  acknowledge(bucket, 'AwsSolutions', 'S1', 'Planted: it holds nothing.');
};

const staleAcknowledgement: Plant = (stack) => {
  acknowledge(new CfnRole(stack, 'Stale', { assumeRolePolicyDocument: {} }), 'AwsSolutions', 'S1', 'Planted.');
};

const findingAndAcknowledgement: Plant = (stack) => {
  everything(stack);
  acknowledgedBucket(stack);
};

describe('what is planted is found', () => {
  test('in a member template, by every pack, at the line that makes it', () => {
    const results = planted(everything);
    expect(open(results).map(({ check, rule, found }) => [check, rule, found])).toEqual(
      expect.arrayContaining([
        ['AwsSolutions', 'AwsSolutions-IAM5', 'Action::*'],
        ['AwsSolutions', 'AwsSolutions-IAM5', 'Resource::*'],
        ['NIST.800.53.R5', 'NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess', undefined],
        ['Orgstrap', 'Orgstrap-NoFullAccess', undefined],
      ]),
    );
    for (const finding of open(results)) {
      expect(finding).toMatchObject({
        construct: 'Member-ProductAccount/Everything',
        resourceType: 'AWS::IAM::ManagedPolicy',
        severity: 'error',
        sources: [{ file: __filename, line: lineOf("new CfnManagedPolicy(stack, 'Everything'", __filename) }],
      });
    }
  });

  test('in a policy document, at the line of its statement first', () => {
    const { document } = readPolicy('ci-terraform-role.state.permissions');
    const file = join(ROOT, 'policies', 'ci-terraform-role.state.permissions.json');
    const found = open(planted(unreasoned)).filter(({ rule }) => rule === 'AwsSolutions-IAM5');
    expect(found.length).toBeGreaterThan(0);
    for (const finding of found) {
      // cdk-nag prints placeholders in brackets of its own.
      const pattern = finding.found
        ?.replace(/^Resource::/, '')
        .replaceAll('<', '${')
        .replaceAll('>', '}');
      const statement = document.Statement.find(({ Resource }) => Resource === pattern);
      expect(finding.sources[0]).toEqual({ file, line: lineOf(`"Sid": "${statement?.Sid}"`, file) });
      expect(finding.sources[1]?.file).toBe(join(ROOT, 'lib', 'constructs', 'managed-policy.ts'));
    }
  });

  test('in a trust policy, at the statement that is the only one of its name', () => {
    const [finding] = open(
      planted((stack) => {
        const { document } = readPolicy('ci-terraform-role.trust');
        const [statement] = document.Statement.filter(({ Principal }) => JSON.stringify(Principal).includes('AWS'));
        new CfnRole(stack, 'Role', {
          assumeRolePolicyDocument: { ...document, Statement: [{ ...statement, Condition: undefined }] },
        });
      }),
    ).filter(({ rule }) => rule === 'Orgstrap-OrganizationInTrust');
    expect(finding?.sources[0]?.file).toBe(join(ROOT, 'policies', 'ci-terraform-role.trust.json'));
  });

  test('with an acknowledgement, its reason and the line of code that gives it', () => {
    const accepted = planted(acknowledgedBucket).findings.filter(
      ({ construct, rule }) => construct.endsWith('/Accepted') && rule === 'AwsSolutions-S1',
    );
    expect(accepted).toMatchObject([
      {
        acknowledgement: {
          reason: 'Planted: it holds nothing.',
          at: 'Member-ProductAccount/Accepted',
          kept: 'in the code',
          source: { file: __filename, line: lineOf("'Planted: it holds nothing.'", __filename) },
        },
      },
    ]);
  });

  test('where an acknowledgement matches nothing any more', () => {
    expect(open(planted(staleAcknowledgement))).toMatchObject([
      {
        rule: 'AwsSolutions-StaleAcknowledgement',
        severity: 'error',
        construct: 'Member-ProductAccount/Stale',
        message: expect.stringContaining('where nothing is found: remove it'),
      },
    ]);
  });

  test('where a check breaks, which must not look like one that found nothing', () => {
    const breaking: IPolicyValidationPlugin = {
      name: 'Broken Check',
      validate: () => {
        throw new Error('out of order');
      },
    };
    const results = planted((stack) => Validations.of(stack.node.root).addPlugins(breaking));
    expect(open(results)).toMatchObject([
      { rule: 'Broken-Check-DidNotRun', severity: 'error', message: expect.stringContaining('out of order') },
    ]);
  });

  const once = planted(findingAndAcknowledgement);
  const again = planted(findingAndAcknowledgement);

  test.each(FORMATS)('in %s, twice the same, with the reason of what is accepted', (format) => {
    const text = nagFiles(report(once))[format].write();
    expect(nagFiles(report(again))[format].write()).toBe(text);
    for (const part of [
      'Orgstrap-NoFullAccess',
      'AwsSolutions-S1',
      'Planted: it holds nothing.',
      'check-results.test.ts',
    ]) {
      expect(
        text.replace('Orgstrap.NoFullAccess', 'Orgstrap-NoFullAccess').replace('.S1"', '.AwsSolutions-S1"'),
      ).toContain(part);
    }
    expect(text).not.toContain(ROOT);
  });
});

describe('wildcards and reasons that do not fit together', () => {
  const name = 'ci-terraform-role.state.permissions';
  const { document, reasons } = readPolicy(name);
  const values = { stateBucket: 'arn:aws:s3:::state', stateKey: 'arn:aws:kms:::key/state' };
  const results = resultsOf(
    () => {
      reviewedWildcards(name, document, { ...reasons, [Object.keys(reasons)[0] ?? '']: { 'stale:*': 'So.' } }, values);
    },
    { validateTemplates: false },
  );

  test('are findings at their lines', () => {
    expect(new Set(open(results).map(({ rule }) => rule))).toEqual(
      new Set(['Reviewed-Wildcards-NoReason', 'Reviewed-Wildcards-StaleReason']),
    );
    const [sid] = Object.keys(reasons);
    const stale = open(results).find(({ rule }) => rule === 'Reviewed-Wildcards-StaleReason');
    const file = join(ROOT, 'policies', `${name}.reasons.json`);
    expect(stale?.sources).toEqual([{ file, line: lineOf(`"${sid}"`, file) }]);
    expect(stale?.fix).toContain('remove the reasons that nothing needs');
  });

  test('come alone, and the report says so', () => {
    expect(results.checks).toEqual(['Reviewed Wildcards']);
    expect(results.incomplete).toContain('no other check ran');
    expect(hasAtLeast(report(results), 'error')).toBe(true);
  });
});

describe('the report and cdk deploy agree', () => {
  test.each([
    { name: 'nothing planted', plant: () => undefined },
    { name: 'a policy that allows everything', plant: everything },
    { name: 'a stale acknowledgement', plant: staleAcknowledgement },
    { name: 'a policy without reasons', plant: unreasoned },
  ])('with $name', ({ plant }) => {
    const app = builtApp(sharedOpsConfig());
    const stack = app.node.findChild('Member-ProductAccount');
    if (!Stack.isStack(stack)) throw new Error('it is no stack');
    plant(stack);
    const refused = findingsOf(app);
    const results = planted(plant);
    expect(hasAtLeast(report(results), 'warning')).toBe(refused !== '');
    for (const { rule } of open(results)) expect(refused).toContain(rule);
  });
});

describe('further packs', () => {
  const plainBucket: Plant = (stack) => {
    new CfnBucket(stack, 'Plain');
  };

  test('find what nobody gave a reason for, in their own names', () => {
    const rules = open(planted(plainBucket, FURTHER_PACKS)).map(({ rule }) => rule);
    for (const name of ['HIPAA.Security', 'PCI.DSS.321']) expect(rules).toContain(`${name}-S3BucketLoggingEnabled`);
  });

  test('run where somebody asks for them alone', () => {
    expect(planted(plainBucket, ['pci']).checks).toEqual(
      expect.arrayContaining(['AwsSolutions', 'NIST.800.53.R5', 'PCI.DSS.321']),
    );
    expect(open(planted(plainBucket)).filter(({ check }) => /HIPAA|PCI/.test(check))).toEqual([]);
  });

  test.each(['audited', 'people'])('have an answer to all that they find in the organization %s', (name) => {
    const { config } = accessSnapshot(name);
    const results = checkResults(config, { validateTemplates: false, furtherPacks: FURTHER_PACKS });
    expect(open(results)).toEqual([]);
    expect(countsOf(results.findings.filter(({ check }) => /HIPAA|PCI/.test(check))).acknowledged).toBeGreaterThan(10);
  });
});

describe.each(EXAMPLES)('examples/%s', (file) => {
  // CDK's own validation costs seconds: once is enough for what is read from its report.
  const results = checkResults(example(file), {
    validateTemplates: file === 'four-accounts.yaml',
    furtherPacks: FURTHER_PACKS,
  });

  test('has no open finding, and a place and a reason for each acknowledged one', () => {
    expect(open(results)).toEqual([]);
    expect(results.checks.includes('CloudFormation Validate')).toBe(file === 'four-accounts.yaml');
    expect(countsOf(results.findings).acknowledged).toBeGreaterThan(10);
    const { acknowledged } = report(results);
    for (const { places, acknowledgement } of acknowledged) {
      expect(places[0].path).toMatch(/^(lib|policies)\//);
      expect(acknowledgement.reason).toMatch(/^[A-Z].{20,}\.$/);
      expect(acknowledgement.place?.path).toMatch(
        acknowledgement.kept === 'in the code' ? /^lib\/.*\.ts$/ : /^policies\/.*\.reasons\.json$/,
      );
    }
  });

  test('has every acknowledged wildcard at the statement that has it', () => {
    const wildcards = report(results).acknowledged.filter(({ rule }) => rule === 'AwsSolutions-IAM5');
    expect(wildcards.filter(({ places }) => !places[0].path.startsWith('policies/'))).toEqual([]);
    expect(csvOf(report(results)).split('\r\n').length).toBe(results.findings.length + 2);
  });
});

describe('the folder of the templates', () => {
  const usual = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-check-results-'));

  beforeAll(() => {
    process.env.TMPDIR = folder;
  });

  afterAll(() => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    rmSync(folder, { recursive: true });
  });

  test('is gone afterwards, with findings and where no template can be made', () => {
    const during: string[] = [];
    const looking: IPolicyValidationPlugin = {
      name: 'Looking',
      validate: ({ templatePaths }) => {
        during.push(...templatePaths);
        return { success: true, violations: [] };
      },
    };
    planted((stack) => {
      everything(stack);
      Validations.of(stack.node.root).addPlugins(looking);
    });
    expect(during.length).toBeGreaterThan(0);
    for (const template of during) expect(existsSync(template)).toBe(false);
    expect(() =>
      planted(() => {
        throw new Error('planted');
      }),
    ).toThrow('planted');
    expect(readdirSync(folder)).toEqual([]);
  });
});
