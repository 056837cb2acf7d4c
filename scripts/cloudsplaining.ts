import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { loadOrgConfig } from '../lib/config/load-org-config';
import { serviceNames } from '../lib/policies/policies-folder';
import type { NamedPolicy } from '../packages/iam-gateway/iam/policy-document';
import { synthesisedSnapshot } from '../packages/rehearsal/access/synthesised-snapshot';

/**
 * `tsx scripts/cloudsplaining.ts CLOUDSPLAINING ORG_YAML...` lets cloudsplaining read what orgstrap's own identities may do, and prints what it finds.
 *
 * Left out are the Terraform roles and the access roles of people: those may do what `org.yaml` lists on whatever their account has, below a boundary. And the
 * deployer roles, which change what they change through CloudFormation: a condition, which cloudsplaining does not read.
 *
 * @see https://cloudsplaining.readthedocs.io/
 */
const LEFT_OUT = /:role\/(orgstrap\/orgstrap-(terraform|access-|deployer)|aws-reserved\/)/;

/** It must be found: a scanner that has nothing to say of this one has not looked. */
const PLANTED: NamedPolicy = {
  name: 'planted',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
};

const KIND = z.object({ findings: z.array(z.unknown()) });
const RESULTS = z.object({
  inline_policies: z.record(
    z.string(),
    z.object({
      PolicyName: z.string(),
      ServiceWildcard: KIND,
      ResourceExposure: KIND,
      PrivilegeEscalation: KIND,
      CredentialsExposure: KIND,
      InfrastructureModification: KIND,
      DataExfiltration: KIND,
    }),
  ),
});

const [program, ...files] = process.argv.slice(2);
if (program === undefined || files.length === 0)
  throw new Error('say where cloudsplaining is, and name files like org.yaml');
for (const file of files) {
  const policies = ownPolicies(file);
  const found = findings(program, [...policies, PLANTED]);
  if (!found.some((finding) => finding.startsWith(PLANTED.name)))
    throw new Error('cloudsplaining does not find what is planted');
  const real = found.filter((finding) => !finding.startsWith(PLANTED.name));
  process.stdout.write(`${file}: ${policies.length} policies, ${real.length} findings\n`);
  for (const finding of real.slice(0, 50)) process.stdout.write(`  ${finding}\n`);
  if (real.length > 0) process.exitCode = 1;
}

function ownPolicies(file: string): readonly NamedPolicy[] {
  const read = loadOrgConfig(file, serviceNames);
  if (!read.ok) throw new Error(`${file} is not valid`);
  const { users, roles } = synthesisedSnapshot(read.config);
  return [...users, ...roles].filter(([arn]) => !LEFT_OUT.test(arn)).flatMap(([, { policies }]) => policies);
}

/** What cloudsplaining finds, each with the name of the policy first. */
function findings(program: string, policies: readonly NamedPolicy[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-cloudsplaining-'));
  try {
    const details = join(folder, 'details.json');
    writeFileSync(details, JSON.stringify(authorizationDetails(policies)));
    execFileSync(program, ['scan', '--skip-open-report', '--input-file', details, '--output', folder], {
      stdio: 'pipe',
    });
    const { inline_policies } = RESULTS.parse(
      JSON.parse(readFileSync(join(folder, 'iam-results-details.json'), 'utf8')),
    );
    return Object.values(inline_policies).flatMap(({ PolicyName: name, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, found]) =>
        found.findings.map((finding) => `${name}: ${kind}: ${JSON.stringify(finding)}`),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As IAM's `GetAccountAuthorizationDetails` would answer where one role has them all. */
function authorizationDetails(policies: readonly NamedPolicy[]): object {
  const role = {
    Path: '/',
    RoleName: 'orgstrap',
    RoleId: 'AROAEXAMPLE',
    Arn: 'arn:aws:iam::111111111111:role/orgstrap',
    CreateDate: '2020-01-01T00:00:00Z',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
    InstanceProfileList: [],
    AttachedManagedPolicies: [],
    RolePolicyList: policies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document })),
  };
  return { UserDetailList: [], GroupDetailList: [], RoleDetailList: [role], Policies: [] };
}
