import { orgFile } from '../commands/org-file';
import { ORG_YAML } from './estate';
import { FAULTS } from './faults';
import { everyTenth, type Outcome, outcomeOf, unseemly, wrongWhere } from './judged';
import { READING } from './running';

// Every command that only reads, against the real SDK and a fake of AWS in which calls go wrong: all calls of one kind, and a tenth
// of all calls. Each call meets one fault here, and each fault one call; `every-fault.test.ts` has all of them.

const file = orgFile(ORG_YAML);

describe.each(Object.keys(READING))('%s', (command) => {
  let base: Outcome;

  beforeAll(async () => {
    base = await outcomeOf(command, file(), () => undefined);
  });

  test('finds nothing where nothing goes wrong', () => {
    expect({ status: base.status, unseemly: unseemly(base), out: base.out }).toMatchObject({ status: 0, unseemly: [] });
  });

  test('knows that it could not see what a fault keeps from it, and finds nothing', async () => {
    const { operations } = base;
    const wrong: string[] = [];
    for (let pair = 0; pair < Math.max(operations.length, FAULTS.length); pair++) {
      const fault = FAULTS[pair % FAULTS.length];
      const operation = operations[pair % operations.length];
      if (fault && operation) wrong.push(...(await wrongWhere(command, file(), operation, fault)));
    }
    expect(wrong).toEqual([]);
    // One run for each kind of call: verify has forty.
  }, 400_000);

  test.each(FAULTS.filter(({ passes }) => passes))(
    'comes to the same where $name meets a tenth of all calls',
    async (fault) => {
      const { status, out, err } = await outcomeOf(command, file(), everyTenth(fault, 1));
      expect({ status, out, err }).toEqual({ status: base.status, out: base.out, err: base.err });
    },
  );

  test.each(FAULTS.filter(({ passes }) => !passes))(
    'finds nothing where $name, which does not pass, meets a tenth of all calls',
    async (fault) => {
      const outcome = await outcomeOf(command, file(), everyTenth(fault, 3));
      expect({ status: outcome.status, unseemly: unseemly(outcome) }).toEqual({ status: fault.status, unseemly: [] });
    },
  );
});

test('every kind of fault is one line that names what to do', async () => {
  const lines = new Map<string, string>();
  for (const fault of FAULTS) {
    const { status, out, err } = await outcomeOf(
      'plan',
      file(),
      ({ operation }) => (operation === 'cloudformation:DescribeStacks' ? fault : undefined),
      2,
    );
    expect({ status, out }).toEqual({ status: fault.status, out: '' });
    expect(err).toMatch(/^orgstrap: [^\n]+\n$/);
    lines.set(fault.name, err.replace(/^orgstrap: /, '').trimEnd());
  }
  expect(Object.fromEntries(lines)).toMatchInlineSnapshot(`
{
  "ECONNRESET": "AWS cannot be reached for cloudformation:DescribeStacks: ECONNRESET: of the network; look at the network, the Region and AWS_ENDPOINT_URL, and run this again",
  "ExpiredToken": "no usable AWS credentials: ExpiredToken: no; sign in, for example with aws sso login or another AWS_PROFILE, and run this again",
  "InternalFailure": "AWS fails at cloudformation:DescribeStacks, after several attempts: InternalFailure: no; run this again in some minutes, and see https://health.aws.amazon.com where it goes on",
  "NobodyKnowsThis": "AWS answers cloudformation:DescribeStacks with an error: NobodyKnowsThis: no",
  "OptInRequired": "AWS answers cloudformation:DescribeStacks only after somebody switched it on: OptInRequired: no; a Region of org.yaml may be one to opt in to, which aws account enable-region does, or the account is not yet signed up",
  "RequestExpired": "the clock of this machine does not agree with that of AWS, which refuses cloudformation:DescribeStacks for it: RequestExpired: no; set the clock, for example with sudo timedatectl set-ntp true, and run this again",
  "SELF_SIGNED_CERT_IN_CHAIN": "whoever answers cloudformation:DescribeStacks does not prove to be AWS: SELF_SIGNED_CERT_IN_CHAIN: of the network; behind a proxy that looks into TLS, name its certificate with NODE_EXTRA_CA_CERTS=FILE, and otherwise look at the clock of this machine",
  "ServiceUnavailable": "AWS fails at cloudformation:DescribeStacks, after several attempts: ServiceUnavailable: no; run this again in some minutes, and see https://health.aws.amazon.com where it goes on",
  "Throttling": "AWS takes no more calls of cloudformation:DescribeStacks for now, after several attempts: Throttling: no; somebody or something else asks as well: run this again in a minute",
  "a page of HTML": "something between this machine and AWS answered cloudformation:DescribeStacks in its place, such as a proxy or the sign-in page of a network; sign in to that network, or let the addresses of AWS pass, and run this again",
  "silence": "AWS does not answer cloudformation:DescribeStacks, after several attempts; look at the network and at HTTPS proxies between, and run this again",
}
`);
});
