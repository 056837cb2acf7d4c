import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganizationAccess } from '../../../lib/aws/organization-access';
import { main } from '../../../lib/commands/main';
import { newCommand } from '../../../lib/commands/new/new.command';
import { usableConfig } from '../../../lib/commands/usable-config';
import { EXIT } from '../../../lib/domain/failure';
import { packageVersion } from '../../../lib/policies/policies-folder';
import type { Prompter } from '../../../lib/terminal/prompter';
import { ROOT } from '../../support/examples';
import { documentWith } from '../../support/policies-folder';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

/** A folder that is not there yet, in one that is. */
function company(name = 'acme'): string {
  return join(mkdtempSync(join(tmpdir(), 'orgstrap-new-')), name);
}

/** A person who answers questions by the words in them; undefined is Ctrl-C. */
function personWith(answers: Readonly<Record<string, string | undefined>>): Prompter {
  const answer = (question: string) => {
    const found = Object.entries(answers).find(([words]) => question.includes(words));
    if (found === undefined) throw new Error(`nobody answers ${question}`);
    return Promise.resolve(found[1]);
  };
  return { text: answer, choice: answer };
}

async function begun(...argv: readonly string[]) {
  const io = new RecordingIo();
  const status = await main(['new', ...argv], [newCommand], contextOf(io));
  return { status, out: io.out, err: io.err };
}

function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

test('writes a repository that is valid as it is, and says what to do next', async () => {
  const folder = company();
  const { status, out, err } = await begun(folder);
  expect({ status, err }).toEqual({ status: EXIT.done, err: '' });
  expect(readdirSync(folder).sort()).toEqual(
    ['.github', '.gitignore', 'README.md', 'cdk.json', 'org.yaml', 'package.json', 'policies', 'renovate.json'].sort(),
  );
  expect(usableConfig(join(folder, 'org.yaml')).environments).not.toHaveLength(0);
  expect(read(folder, 'org.yaml')).toContain('$schema=./node_modules/orgstrap/org.schema.json\n');
  for (const path of ['org.yaml', 'cdk.json', '.github/workflows/orgstrap.yml', 'policies/services/README.md']) {
    expect(out).toContain(`${join(folder, path)}\n`);
  }
  expect(out).toContain('org.yaml is an example');
  expect(out).toContain(
    '  npm install --ignore-scripts\n  rm org.yaml && npx orgstrap init\n  npx orgstrap validate\n  npx cdk synth --quiet\n',
  );
});

test('pins orgstrap, and the CDK CLI that belongs to it', async () => {
  const folder = company('Acme Inc.');
  await begun(folder);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(JSON.parse(read(folder, 'package.json'))).toMatchObject({
    name: 'acme-inc',
    private: true,
    dependencies: { orgstrap: packageVersion(), 'aws-cdk': dependencies['aws-cdk'] },
    devDependencies: { 'orgstrap-rehearsal': packageVersion() },
    scripts: { rehearse: 'orgstrap-rehearse' },
  });
});

test('starts what the package starts', async () => {
  const folder = company();
  await begun(folder);
  const { app, ...own } = JSON.parse(read(folder, 'cdk.json'));
  const { app: inTheClone, ...ofTheClone } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  expect(app).toBe(inTheClone.replace('bin/', 'node_modules/orgstrap/bin/'));
  expect(own).toEqual(ofTheClone);
});

test('begins with the org.yaml of --from, with the services beside it, in its home Region', async () => {
  const earlier = company();
  await begun(earlier);
  const text = read(earlier, 'org.yaml').replace(/homeRegion: \S+/, 'homeRegion: eu-central-1');
  writeFileSync(join(earlier, 'org.yaml'), text.replace(/services: \[/, 'services: [my-glue, '));
  const glue = JSON.stringify(documentWith({ Sid: 'ManageMyJobs', Action: 'glue:UpdateJob', Resource: 'arn:x' }));
  writeFileSync(join(earlier, 'policies', 'services', 'my-glue.json'), glue);
  const folder = company();
  const { status, out } = await begun(folder, '--from', join(earlier, 'org.yaml'), '--ci', 'github', 'gitlab');
  expect(status).toBe(EXIT.done);
  expect(out).not.toContain('example');
  expect(usableConfig(join(folder, 'org.yaml')).terraform.services).toContain('my-glue');
  expect(read(folder, 'policies/services/my-glue.json')).toBe(glue);
  expect(read(folder, '.github/workflows/orgstrap.yml')).toContain('aws-region: eu-central-1\n');
  expect(read(folder, '.gitlab-ci.yml')).toContain('AWS_REGION: eu-central-1\n');
  expect(read(folder, '.gitlab-ci.yml')).not.toContain('eu-west-1');
});

test('writes the jobs that deployment names, and prints the roles that they wait for', async () => {
  const identity =
    '{ github: { repository: acme/organization, ids: { owner: 1, repository: 2 }, apply: { environment: live }, plan: { pullRequests: {} } } }';
  const earlier = company();
  await begun(earlier);
  const file = join(earlier, 'org.yaml');
  writeFileSync(
    file,
    `${read(earlier, 'org.yaml')}deployment: { identity: ${identity}, branch: trunk }\nguardrails: { deployers: [] }\n`,
  );
  const folder = company();
  const { out } = await begun(folder, '--from', file);
  const workflow = read(folder, '.github/workflows/orgstrap.yml');
  expect(workflow).toContain('environment: "live"\n');
  expect(workflow).toContain('branches: ["trunk"]\n');
  expect(workflow).not.toContain('environment: production\n');
  expect(out).toContain('  ORGSTRAP_PLAN_ROLE=arn:aws:iam::333333333333:role/orgstrap/orgstrap-planner\n');
  expect(out).toContain('  ORGSTRAP_DEPLOY_ROLE=arn:aws:iam::333333333333:role/orgstrap/orgstrap-deployer\n');
  expect(out).toContain('  ORGSTRAP_GUARDRAILS_ROLE=arn:aws:iam::111111111111:role/orgstrap/orgstrap-deployer\n');
});

test('leaves an org.yaml that is there as it is', async () => {
  const folder = company();
  mkdirSync(folder);
  const text = readFileSync(join(ROOT, 'examples', 'four-accounts.yaml'), 'utf8');
  writeFileSync(join(folder, 'org.yaml'), text);
  const { status, out } = await begun(folder);
  expect(status).toBe(EXIT.done);
  expect(out).toContain('org.yaml stayed as it was');
  expect(out).not.toContain('rm org.yaml');
  expect(read(folder, 'org.yaml')).toBe(text);
});

describe('on a terminal, where there is no org.yaml', () => {
  const unit = (name: string) => ({ id: `ou-ab12-${name.toLowerCase().padEnd(8, 'a')}`, name, parent: 'r-ab12' });
  const [dev, prod, tools] = [unit('Dev'), unit('Prod'), unit('Tool')];
  const account = (id: string, name: string, parent: string) => ({ id, name, parent, state: 'ACTIVE' });
  const Tree = {
    root: 'r-ab12',
    units: [dev, prod, tools],
    accounts: [
      account('333333333333', 'cicd', tools.id),
      account('444444444444', 'shop-dev', dev.id),
      account('555555555555', 'shop-prod', prod.id),
    ],
  };
  const Live: OrganizationAccess = {
    caller: { account: () => Promise.resolve('333333333333') },
    organization: {
      describe: () =>
        Promise.resolve({ id: 'o-exampleorgid', managementAccount: '111111111111', hasAllFeatures: true }),
      delegatedAdministrators: () => Promise.resolve([]),
    },
    tree: { tree: () => Promise.resolve(Tree) },
    taken: { oidcProviders: () => Promise.resolve([]) },
    trails: { all: () => Promise.resolve([]) },
  };
  const Answers = {
    'org.yaml begins as': 'the organization of the credentials at hand, as orgstrap init proposes it',
    Region: 'eu-central-1',
    'Terraform account': 'cicd',
    'Ops account': 'cicd',
    services: 's3,logs',
    'CI system': 'github',
    repository: 'acme/infrastructure',
    'cdk deploy': 'ops',
  };

  async function asked(folder: string, answers: Readonly<Record<string, string | undefined>>) {
    const io = new RecordingIo();
    const context = contextOf(io, {
      prompter: () => Promise.resolve(personWith(answers)),
      organizationAccess: () => Promise.resolve(Live),
    });
    const status = await main(['new', folder], [newCommand], context);
    return { status, out: io.out, err: io.err };
  }

  test('the organization of the credentials is proposed, and the rest is in its home Region', async () => {
    const folder = company();
    const { status, out, err } = await asked(folder, Answers);
    expect({ status, err }).toEqual({ status: EXIT.done, err: '' });
    const { organization, environments } = usableConfig(join(folder, 'org.yaml'));
    expect(organization.id).toBe('o-exampleorgid');
    expect(environments.map(({ name }) => name)).toEqual(['dev', 'prod']);
    expect(read(folder, '.github/workflows/orgstrap.yml')).toContain('aws-region: eu-central-1\n');
    expect(out).not.toContain('org.yaml is an example');
  });

  test('an example can be chosen, and AWS is not asked', async () => {
    const folder = company();
    const { status, out } = await asked(folder, { 'org.yaml begins as': 'an example' });
    expect(status).toBe(EXIT.done);
    expect(out).toContain('org.yaml is an example');
  });

  test('whoever ends the question has nothing written', async () => {
    const folder = company();
    expect((await asked(folder, { 'org.yaml begins as': undefined })).status).toBe(EXIT.interrupted);
    expect(existsSync(folder)).toBe(false);
  });

  test('nobody is asked where a file is in the way', async () => {
    const folder = company();
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), 'mine');
    expect((await asked(folder, {})).status).toBe(EXIT.unusable);
  });
});

describe('writes nothing', () => {
  test.each(['package.json', '.github/workflows/orgstrap.yml', 'README.md'])('over %s', async (path) => {
    const folder = company();
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    writeFileSync(join(folder, path), 'mine');
    const { status, err } = await begun(folder);
    expect(status).toBe(EXIT.unusable);
    expect(err).toBe(
      `orgstrap: ${join(folder, path)} is there already; nothing was written. Name another folder, or move what is there\n`,
    );
    expect(read(folder, path)).toBe('mine');
    expect(existsSync(join(folder, 'cdk.json'))).toBe(false);
  });

  test('over an org.yaml with the one of --from', async () => {
    const folder = company();
    await begun(folder);
    const { status, err } = await begun(folder, '--from', join(ROOT, 'examples', 'four-accounts.yaml'));
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain(`${join(folder, 'org.yaml')}, `);
  });

  test('through a link that leads to nothing', async () => {
    const folder = company();
    mkdirSync(folder);
    symlinkSync(join(folder, 'nowhere'), join(folder, 'cdk.json'));
    expect((await begun(folder)).status).toBe(EXIT.unusable);
    expect(readdirSync(folder)).toEqual(['cdk.json']);
  });

  test('where the org.yaml of --from cannot be used', async () => {
    const folder = company();
    const { status, err } = await begun(folder, '--from', join(folder, 'nowhere.yaml'));
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('nowhere.yaml cannot be used');
    expect(existsSync(folder)).toBe(false);
  });
});
