import type { FleetView } from '../../../lib/commands/status/fleet';
import { fleetOf } from '../../../lib/commands/status/fleet';
import { fleetJson, fleetStatus, fleetText } from '../../../lib/commands/status/status.text';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { orgConfig } from '../../support/org-config';
import { type Seen, viewOf } from '../doctor/healthy-view';
import { FakeKeyAccount } from '../key/fake-key-account';

const NOW = new Date('2026-03-01T10:00:00Z');
const OPERATORS: OrgConfig = orgConfig({ operators: ['arn:aws:iam::222222222222:role/operator' as PrincipalArn] });

function fleetView(changes: Partial<Seen> = {}, fakes: Partial<FleetView> = {}): FleetView {
  const account = new FakeKeyAccount();
  return {
    doctor: () => Promise.resolve(viewOf(changes)),
    roles: () =>
      Promise.resolve({
        role: (name) =>
          Promise.resolve({
            boundary: undefined,
            trust: '{}',
            ...(name.includes('plan') ? {} : { lastUsed: new Date('2026-02-28T16:05:09Z') }),
          }),
      }),
    keys: () => Promise.resolve(account.rotation()),
    ...fakes,
  };
}

describe('the status', () => {
  test('is on one screen: environments, pipelines, and what others find', async () => {
    const stackSets = {
      'orgstrap-ProductAccounts-dev': [{ account: '444444444444', status: 'OUTDATED', detailedStatus: 'FAILED' }],
    };
    const fleet = await fleetOf(OPERATORS, fleetView({ stackSets }), NOW);
    const text = fleetText(fleet, {
      file: 'verify.json',
      accounts: [
        { id: '444444444444', name: 'dev', checks: [{ name: 'trust', result: 'finding', found: 'a stranger' }] },
      ],
    });
    expect(text).toMatch(/│ dev +│ +│ 1 +│ 1 FAILED +│ nobody looked +│/);
    expect(text).toMatch(/│ stage +│ dev +│ 1 +│ not deployed +│/);
    expect(text).toMatch(
      /│ delivery +│ dev, stage, prod +│ 2026-02-28 16:05 UTC +│ not in 400 days +│ apply none, plan none +│/,
    );
    expect(text).toContain('  orgstrap-ci-apply-delivery: it has no key\n');
    expect(text).toContain('  finding: stack instances: orgstrap-ProductAccounts-dev is FAILED in 444444444444\n');
    expect(text).toContain('verify, 1 accounts in verify.json: 0 ok, 1 findings, 0 could not be seen\n');
    expect(text).toContain('  finding: dev: trust: a stranger\n');
    expect(fleetStatus(fleet)).toBe(EXIT.done);
  });

  test('asks for the StackSets once, though two parts are about them', async () => {
    const asked: string[] = [];
    const view = viewOf();
    const stackSets = {
      names: () => {
        asked.push('names');
        return Promise.resolve(['orgstrap-ProductAccounts-dev']);
      },
      instances: (name: string) => {
        asked.push(name);
        return Promise.resolve([]);
      },
    };
    await fleetOf(OPERATORS, fleetView({}, { doctor: () => Promise.resolve({ ...view, stackSets }) }), NOW);
    expect(asked).toEqual(['names', 'orgstrap-ProductAccounts-dev']);
  });

  test('shows what could be seen beside what could not, and says that it is not all', async () => {
    const refused = () =>
      Promise.reject(new Failure('AwsRefused', 'you may not become the auditor role', EXIT.unusable));
    const fleet = await fleetOf(OPERATORS, fleetView({}, { roles: refused, keys: refused }), NOW);
    expect(fleetText(fleet, undefined)).toContain('pipelines: not seen, you may not become the auditor role\n');
    expect(fleetText(fleet, undefined)).toMatch(/│ prod +│ stage +│/);
    expect(fleetStatus(fleet)).toBe(EXIT.incomplete);
    expect(JSON.parse(fleetJson(fleet, undefined, NOW))).toMatchObject({
      version: 1,
      at: '2026-03-01T10:00:00.000Z',
      keys: { notSeen: 'you may not become the auditor role' },
      waves: { seen: [{ environment: 'dev' }, { environment: 'stage' }, { environment: 'prod' }] },
    });
  });

  test('is not all where AWS left doctor something unanswered', async () => {
    const silent = new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete);
    expect(fleetStatus(await fleetOf(OPERATORS, fleetView({ organization: silent }), NOW))).toBe(EXIT.incomplete);
  });

  test('is an error of the program where it is none of AWS', async () => {
    const bug = () => Promise.reject(new TypeError('a bug'));
    await expect(fleetOf(OPERATORS, fleetView({}, { roles: bug }), NOW)).rejects.toThrow('a bug');
  });
});
