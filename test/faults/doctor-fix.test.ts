import { orgFile } from '../commands/org-file';
import { answerTo, type Call, type WireAnswer } from './calls';
import { Estate, ORG_YAML } from './estate';
import { FAULTS } from './faults';
import { unseemly } from './judged';
import { type Injected, run } from './running';

// `doctor --fix` writes. Whatever goes wrong with what it writes, it says what is done and what is not, and a second run ends it.

const file = orgFile(ORG_YAML);
const TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
const INSTANCE = { Account: '444444444444', Region: 'eu-west-1', OrganizationalUnitId: 'ou-abcd-11111111' };

/** The same organization before anybody has prepared it; what is mended stays so. */
class Unprepared {
  private readonly estate = new Estate();
  private readonly done = new Set<string>();

  answer(call: Call): WireAnswer {
    const { operation, parameters: given } = call;
    const isDone = (what: string) => this.done.has(what);
    const write = (what: string, result = {}) => {
      this.done.add(what);
      return answerTo(call, result);
    };
    switch (operation) {
      case 'cloudformation:ActivateOrganizationsAccess':
        return write('trust');
      case 'organizations:EnablePolicyType':
        return write(given.PolicyType ?? '');
      case 'cloudformation:UpdateStackInstances':
        return write('instances', { OperationId: 'operation' });
      case 'cloudformation:DescribeStackSetOperation':
        return answerTo(call, { StackSetOperation: { Status: 'SUCCEEDED' } });
      case 'cloudformation:DescribeOrganizationsAccess':
        return answerTo(call, { Status: isDone('trust') ? 'ENABLED' : 'DISABLED' });
      case 'organizations:ListRoots': {
        const PolicyTypes = TYPES.filter(isDone).map((Type) => ({ Type, Status: 'ENABLED' }));
        return answerTo(call, { Roots: [{ Id: 'r-abcd', Name: 'Root', PolicyTypes }] });
      }
      case 'cloudformation:ListStackInstances':
        return answerTo(call, { Summaries: [{ ...INSTANCE, Status: isDone('instances') ? 'CURRENT' : 'OUTDATED' }] });
      default:
        return this.estate.answer(call);
    }
  }
}

const FIX = ['doctor', '--fix', '--yes'];
const WRITES = [
  'cloudformation:ActivateOrganizationsAccess',
  'organizations:EnablePolicyType',
  'cloudformation:UpdateStackInstances',
  'cloudformation:DescribeStackSetOperation',
];

async function outcomeOf(estate: Unprepared, injected: Injected, attempts?: number) {
  return await run(FIX, file(), injected, attempts, estate);
}

test('mends all of it where nothing goes wrong, and finds nothing then', async () => {
  const { status, out, err, operations } = await outcomeOf(new Unprepared(), () => undefined);
  expect({ status, finding: /^finding/m.test(out) }).toEqual({ status: 0, finding: false });
  expect(err.match(/: mended$/gm)).toHaveLength(4);
  expect(operations).toEqual(expect.arrayContaining(WRITES));
});

describe.each(WRITES)('where every %s fails', (operation) => {
  test.each(FAULTS)(
    'by $name, nothing is said to be mended that is not, and the next run mends the rest',
    async (fault) => {
      const estate = new Unprepared();
      const broken = await outcomeOf(estate, (call) => (call.operation === operation ? fault : undefined), 2);
      expect({ status: broken.status, out: broken.out, unseemly: unseemly(broken) }).toEqual({
        status: fault.status,
        out: '',
        unseemly: [],
      });
      // Of four things, each that comes before the call that fails.
      const before = Math.min(WRITES.indexOf(operation) + (WRITES.indexOf(operation) > 1 ? 1 : 0), 3);
      expect(broken.err.match(/: mended$/gm) ?? []).toHaveLength(before);
      const { status } = await outcomeOf(estate, () => undefined);
      expect(status).toBe(0);
    },
  );
});

test.each(FAULTS.filter(({ passes }) => passes))(
  'comes to the same where $name meets a call of each kind once',
  async (fault) => {
    const met = new Set<string>();
    const { status, err } = await outcomeOf(new Unprepared(), ({ operation }) => {
      if (met.has(operation)) return undefined;
      met.add(operation);
      return fault;
    });
    expect({ status, mended: err.match(/: mended$/gm)?.length }).toEqual({ status: 0, mended: 4 });
  },
);
