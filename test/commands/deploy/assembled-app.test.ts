import { chosenStacks, requireChoosable, waitingFor } from '../../../lib/commands/deploy/assembled-app';
import { EXIT } from '../../../lib/domain/failure';
import { orgConfig } from '../../support/org-config';
import { assembledOf } from './fake-cloud';

const CONFIG = orgConfig();
const APP = assembledOf(CONFIG);

function names(choice: Parameters<typeof chosenStacks>[2], config = CONFIG, app = APP): readonly string[] {
  return chosenStacks(config, app, choice).map(({ name }) => name.replace('orgstrap-', ''));
}

describe('the chosen stacks', () => {
  test('are all of the deployment account where nothing is said', () => {
    expect(names({})).toEqual(APP.stacks.map(({ name }) => name.replace('orgstrap-', '')));
  });

  test('are those of an environment and what comes before it, in the order of the rollout', () => {
    const chosen = names({ wave: 'stage' });
    expect(chosen).toContain('ProductAccounts-dev');
    expect(chosen.at(-1)).toBe('ProductAccounts-stage');
    expect(chosen).not.toContain('ProductAccounts-prod');
  });

  test('leave the guardrails of the same account to --guardrails', () => {
    const { managementAccount } = CONFIG.organization;
    const config = { ...CONFIG, deployFrom: 'management' as const };
    const stack = (name: string) => ({
      id: name,
      name: `orgstrap-${name}`,
      template: '{}',
      account: managementAccount,
    });
    const app = {
      checks: APP.checks,
      stacks: ['TerraformAccount', 'Guardrails'].map((name) => ({ ...stack(name), region: 'eu-west-1', waitsFor: [] })),
    };
    expect(names({}, config, app)).toEqual(['TerraformAccount']);
    expect(names({ guardrails: true }, config, app)).toEqual(['Guardrails']);
  });

  test('are, for the guardrails of an organization that is deployed from Ops, all of the management account', () => {
    const [one] = APP.stacks;
    if (one === undefined) throw new Error('there is no stack');
    const other = {
      ...one,
      name: 'orgstrap-ForwardingRole-Management',
      account: CONFIG.organization.managementAccount,
    };
    expect(names({ guardrails: true }, CONFIG, { ...APP, stacks: [...APP.stacks, other] })).toEqual([
      'ForwardingRole-Management',
    ]);
  });
});

test('an environment that is not there is refused with those that are', () => {
  expect(() => requireChoosable(CONFIG, { wave: 'qa' })).toThrow('expected one of dev, stage, prod');
  expect(() => requireChoosable(CONFIG, { wave: 'dev' })).not.toThrow();
});

test('guardrails that org.yaml has not are refused with what to write', () => {
  expect(() => requireChoosable(CONFIG, { guardrails: true })).toThrow(
    expect.objectContaining({ code: 'NoGuardrails', exitStatus: EXIT.unusable }),
  );
});

test('whoever waits for a stack waits for what that waits for, too', () => {
  expect(waitingFor(APP.stacks, ['orgstrap-ProductAccounts-dev'])).toEqual([
    'orgstrap-ProductAccounts-stage',
    'orgstrap-ProductAccounts-prod',
  ]);
  expect(waitingFor(APP.stacks, [])).toEqual([]);
});
