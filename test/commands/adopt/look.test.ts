import type { AdoptionView } from '../../../lib/aws/adoption-view';
import { adoptCommand } from '../../../lib/commands/adopt/adopt.command';
import { main } from '../../../lib/commands/main';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';

const ACCOUNT = '111111111111';
const org = orgFile(VALID);

function viewOf(changes: Partial<AdoptionView> = {}): AdoptionView {
  return {
    caller: { account: () => Promise.resolve(ACCOUNT) },
    services: { trusts: () => Promise.resolve(false) },
    taken: { iam: () => Promise.resolve([]), oidcProviders: () => Promise.resolve([]) },
    trails: { all: () => Promise.resolve([]) },
    stackSets: { names: () => Promise.resolve([]) },
    lockTables: { states: () => Promise.resolve([]) },
    ...changes,
  };
}

async function looked(changes: Partial<AdoptionView>, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const context = contextOf(io, { adoptionView: () => Promise.resolve(viewOf(changes)) });
  const status = await main(['adopt', 'look', ...argv], [adoptCommand], context);
  return { status, out: io.out, err: io.err };
}

function names(...all: readonly string[]): Partial<AdoptionView> {
  const iam = all.map((name) => ({ kind: 'role', name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` }) as const);
  return { taken: { iam: () => Promise.resolve(iam), oidcProviders: () => Promise.resolve([]) } };
}

const trail = (arn: string, isOfOrganization: boolean) => ({
  arn,
  isOfOrganization,
  homeRegion: 'eu-west-1',
  bucket: 'b',
  isOfEveryRegion: true,
  hasGlobalServices: true,
  isValidated: true,
  isSelective: false,
});

describe('adopt look', () => {
  test('says where there is nothing', async () => {
    const { status, out } = await looked({});
    expect(status).toBe(EXIT.done);
    expect(out).toContain(`What credentials of ${ACCOUNT} see; nothing was changed.`);
    expect(out).toContain('Nothing that orgstrap would take over');
  });

  test('names the command for each state that a lock table knows', async () => {
    const states = [{ table: 'locks', bucket: 'acme', key: 'env:/dev/network.tfstate' }];
    const { out } = await looked({ lockTables: { states: () => Promise.resolve(states) } });
    expect(out).toContain(
      'orgstrap adopt state WORKSPACE --from s3://acme/env:/dev/network.tfstate --lock-table locks',
    );
  });

  test('names the line for an OIDC provider', async () => {
    const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.example.com/a`;
    const { out } = await looked({
      taken: { iam: () => Promise.resolve([]), oidcProviders: () => Promise.resolve([arn]) },
    });
    expect(out).toContain('existingOidcProviders: ["https://gitlab.example.com/a"]');
  });

  test('uses the trail of the organization, and leaves one of the account alone', async () => {
    const { out } = await looked({
      trails: { all: () => Promise.resolve([trail('arn:one', true), trail('arn:two', false)]) },
    });
    expect(out).toMatch(
      /Taken over, or used as it is\n {2}the trail of the organization arn:one\n {4}org.yaml: audit:/,
    );
    expect(out).toMatch(/Left alone\n {2}the trail arn:two of this account/);
  });

  test.each([
    ['controltower.amazonaws.com', 'make accounts with Account Factory'],
    ['sso.amazonaws.com', 'source: identityCenter'],
  ])('knows what it means that the organization trusts %s', async (wanted, says) => {
    const { out } = await looked({ services: { trusts: (service) => Promise.resolve(service === wanted) } });
    expect(out).toContain(says);
  });

  test.each([
    ['AWSControlTowerExecution', 'AWS Control Tower'],
    ['aws-controltower-ConfigRecorderRole', 'AWS Control Tower'],
    ['AWSAFTExecution', 'AFT'],
    ['aft-s3-terraform-backend-replication', 'AFT'],
    ['AWSAccelerator-PipelineRole', 'Landing Zone Accelerator'],
    ['OrganizationFormationBuildAccessRole', 'org-formation'],
    ['cdk-hnb659fds-deploy-role-111111111111-eu-west-1', 'cdk bootstrap'],
    ['root-pipelines-plan', 'Gruntwork'],
    ['stacksets-exec-0123', 'CloudFormation StackSets'],
  ])('knows whose %s is', async (name, maker) => {
    const { out } = await looked(names(name, 'of-somebody'));
    expect(out).toContain(`  ${maker}: the role ${name}\n`);
    expect(out).not.toContain('of-somebody');
  });

  test('knows StackSets of others, and says how many there are', async () => {
    const all = ['CustomControlTower-a', 'CustomControlTower-b', 'AWSControlTowerBP-BASELINE-CONFIG'];
    const { out } = await looked({ stackSets: { names: () => Promise.resolve(all) } });
    expect(out).toContain('Customizations for Control Tower: the StackSet CustomControlTower-a and 1 more');
    expect(out).toContain('AWS Control Tower: the StackSet AWSControlTowerBP-BASELINE-CONFIG\n');
  });

  test('says first what is in the way, in whatever case it is written', async () => {
    const { out } = await looked(names('AWSAFTExecution', 'OrgStrap-terraform'));
    expect(out.indexOf('In the way\n  the role OrgStrap-terraform')).toBeGreaterThan(0);
    expect(out.indexOf('In the way')).toBeLessThan(out.indexOf('Left alone'));
  });

  test('says what these credentials may not see, shows the rest, and ends with 3', async () => {
    const refused = () => Promise.reject(new Failure('AwsRefused', 'no dynamodb:ListTables', EXIT.unusable));
    const { status, out } = await looked({ ...names('AWSAFTExecution'), lockTables: { states: refused } });
    expect(status).toBe(EXIT.incomplete);
    expect(out).toContain('Not seen\n  lock tables: no dynamodb:ListTables');
    expect(out).toContain('AFT: the role AWSAFTExecution');
  });

  test('says nothing where AWS does not answer', async () => {
    const silent = () => Promise.reject(new Failure('NoConnection', 'nobody answers', EXIT.incomplete));
    const { status, out } = await looked({ trails: { all: silent } });
    expect([status, out]).toEqual([EXIT.incomplete, '']);
  });

  test('looks where it is told, or in the home Region of org.yaml', async () => {
    const file = org();
    const asked: unknown[] = [];
    const context = contextOf(new RecordingIo(), {
      adoptionView: (region) => {
        asked.push(region);
        return Promise.resolve(viewOf());
      },
    });
    for (const argv of [[], ['--config', file], ['--config', file, '--region', 'us-west-2']]) {
      await main(['adopt', 'look', ...argv], [adoptCommand], context);
    }
    expect(asked).toEqual([undefined, 'eu-west-1', 'us-west-2']);
  });

  test('is JSON where that is asked for', async () => {
    const { out } = await looked(names('AWSAFTExecution'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      account: ACCOUNT,
      things: [{ does: 'leave', found: 'AFT: the role AWSAFTExecution' }],
      notSeen: [],
    });
  });
});
