import { AccountClient } from '@aws-sdk/client-account';
import { AwsAlternateContacts } from '../../lib/aws/alternate-contacts';
import { accountId } from '../support/org-config';
import { type Answer, answering, json } from './answering';

function contacts(answer: Answer) {
  const { settings, sent } = answering(() => answer);
  return { contacts: new AwsAlternateContacts(new AccountClient(settings), (call) => call()), sent };
}

describe('the security contact of an account', () => {
  test('is set where AWS tells it', async () => {
    const { contacts: asked, sent } = contacts(json({ AlternateContact: { AlternateContactType: 'SECURITY' } }));
    expect(await asked.hasSecurityContact(accountId('444444444444'))).toBe(true);
    expect(sent).toEqual([expect.stringContaining('"AccountId":"444444444444"')]);
  });

  test('is that of the credentials where no account is named: the management account may not name itself', async () => {
    const { contacts: asked, sent } = contacts(json({ AlternateContact: {} }));
    expect(await asked.hasSecurityContact()).toBe(true);
    expect(sent).toEqual([expect.not.stringContaining('AccountId')]);
  });

  test('is none where AWS knows of none', async () => {
    const { contacts: asked } = contacts(
      json({ __type: 'ResourceNotFoundException', message: 'No contact of the inputted type' }, 404),
    );
    expect(await asked.hasSecurityContact()).toBe(false);
  });

  test('that is refused is no answer', async () => {
    const { contacts: asked } = contacts(
      json({ __type: 'AccessDeniedException', message: 'enable trusted access' }, 403),
    );
    await expect(asked.hasSecurityContact()).rejects.toMatchObject({ code: 'AwsRefused' });
  });
});
