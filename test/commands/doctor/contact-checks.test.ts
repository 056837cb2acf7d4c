import { obstaclesOfDoctor } from '../../../lib/commands/deploy/doctor-findings';
import { contactChecks } from '../../../lib/commands/doctor/contact-checks';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { AccountId } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { accountId, environment, OPS, orgConfig, TERRAFORM } from '../../support/org-config';

const MANAGEMENT = accountId('111111111111');
const REFUSED = new Failure('AwsRefused', 'AWS refuses account:GetAlternateContact: no', EXIT.unusable);
const THROTTLED = new Failure('AwsThrottles', 'AWS takes no more calls', EXIT.incomplete);
const OWN =
  'none; with credentials of 111111111111: aws account put-alternate-contact --alternate-contact-type SECURITY ...';

interface Asked {
  readonly caller?: AccountId;
  readonly config?: OrgConfig;
  /** What AWS says of an account; of that of the credentials, `undefined`. */
  readonly says: (account: AccountId | undefined) => boolean | Failure;
}

async function asked({ caller = MANAGEMENT, config = orgConfig(), says }: Asked) {
  const calls: (AccountId | undefined)[] = [];
  const checks = await contactChecks(config, caller, {
    hasSecurityContact: (account) => {
      calls.push(account);
      const said = says(account);
      return said instanceof Failure ? Promise.reject(said) : Promise.resolve(said);
    },
  });
  return { calls, checks, texts: checks.map(({ result, found }) => `${result}: ${found}`) };
}

describe('security contacts', () => {
  test('are asked for once of each account, of that of the credentials without its id', async () => {
    const { calls, texts } = await asked({ says: () => true });
    expect(calls).toEqual([undefined, TERRAFORM, OPS, '444444444444', '555555555555', '666666666666']);
    expect(texts).toEqual(['ok: set', 'ok: set in 5']);
  });

  test('that are not set are said with the command that sets them, and are no finding', async () => {
    const { texts, checks } = await asked({ says: (account) => account === TERRAFORM });
    expect(texts).toEqual([
      `ok: ${OWN}`,
      'ok: none in 333333333333, 444444444444, 555555555555, 666666666666: aws account put-alternate-contact --alternate-contact-type SECURITY --account-id ID ...; set in 1',
    ]);
    expect(checks.map(({ account }) => account)).toEqual([MANAGEMENT, undefined]);
  });

  test('of others are asked for no further where the first is refused, which says how to see them', async () => {
    const { calls, checks, texts } = await asked({ says: (account) => account === undefined || REFUSED });
    expect(calls).toEqual([undefined, TERRAFORM]);
    expect(texts).toEqual(['ok: set', 'not seen: AWS refuses account:GetAlternateContact: no']);
    expect(checks[1]?.fix).toContain('enable-aws-service-access --service-principal account.amazonaws.com');
    expect(checks[1]?.isUnanswered).toBeUndefined();
  });

  test('of an account that is refused alone are not told', async () => {
    const { texts } = await asked({ says: (account) => (account === '444444444444' ? REFUSED : true) });
    expect(texts[1]).toBe('ok: set in 4; AWS does not tell of 444444444444');
  });

  test('of the management account are asked for with its own credentials alone', async () => {
    const { calls, texts } = await asked({ caller: OPS, says: () => true });
    expect(calls).not.toContain(MANAGEMENT);
    expect(texts[1]).toBe('ok: set in 4; of 111111111111 its own credentials tell');
  });

  test('are asked for in a hundred other accounts at most', async () => {
    const accounts = Array.from({ length: 200 }, (_, index) => ({
      workspace: `w${index}`,
      id: accountId(String(700000000000 + index)),
    }));
    const config = orgConfig({
      environments: [{ ...environment('dev', 'ou-abcd-11111111', '444444444444'), accounts }],
    });
    const { calls, texts } = await asked({ config, says: () => true });
    expect(calls).toHaveLength(101);
    expect(texts[1]).toBe('ok: set in 100; not asked of 102');
  });

  test('are not asked for where the home Region is in another partition', async () => {
    const { calls, texts } = await asked({ config: orgConfig({ homeRegion: 'us-gov-west-1' }), says: () => true });
    expect(calls).toEqual([]);
    expect(texts).toEqual(['ok: Account Management is not asked for it in aws-us-gov']);
  });

  test('that AWS does not answer for are open, and keep no deployment waiting', async () => {
    const { checks } = await asked({ says: () => THROTTLED });
    expect(checks.map(({ isUnanswered }) => isUnanswered)).toEqual([true, true]);
    expect(obstaclesOfDoctor(checks)).toEqual([]);
  });
});
