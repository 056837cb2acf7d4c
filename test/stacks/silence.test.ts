import { SILENT_HOURS, silences } from '../../lib/alarms/silence';
import { TEMPLATE_LIMIT, templateSize } from '../../lib/checks/template-size';
import type { Audit } from '../../lib/domain/audit';
import { synthesised } from '../support/assembly';
import { manyAccounts, orgConfig } from '../support/org-config';

const AUDIT: Audit = { trail: 'own', retentionDays: 400, email: [] };

describe('an account that falls silent', () => {
  const config = orgConfig({ audit: AUDIT });

  test('is missed: each that is watched has a rule that counts it, and an alarm that tells of less than all', () => {
    const found = silences(config);
    expect(found.map(({ account }) => account).sort()).toEqual([
      '222222222222',
      '333333333333',
      '444444444444',
      '555555555555',
      '666666666666',
    ]);
    const template = synthesised(config).template('Member-Alarms-silence');
    for (const { account, anHour } of found) {
      template.hasResourceProperties('AWS::Events::Rule', {
        Name: `orgstrap-alarm-canary-${account}`,
        EventBusName: 'orgstrap-alarms',
        EventPattern: { source: ['orgstrap.canary'], account: [account] },
      });
      // One by each of three rules, in the home Region and in that of global services.
      expect(anHour).toBe(6);
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `orgstrap-silence-${account}`,
        Threshold: 6,
        TreatMissingData: 'breaching',
        AlarmActions: ['arn:aws:sns:eu-west-1:222222222222:orgstrap-alarms'],
      });
    }
  });

  test('sends an event each hour in each Region that is watched, as a role that can do no more', () => {
    synthesised(config).template('Member-Forwarding').hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: 'orgstrap-alarm-canary',
      ScheduleExpression: 'rate(1 hour)',
    });
  });

  test('rings within 26 hours, with as many more as CloudWatch looks back', () => {
    expect(SILENT_HOURS).toBeLessThanOrEqual(20);
  });

  test('is missed in templates that have room, however many accounts there are', () => {
    const many = synthesised(orgConfig({ audit: AUDIT, environments: manyAccounts(100) }));
    const parts = many.stacks.filter((name) => name.startsWith('Alarms-silence'));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(templateSize(many.text(`${part}.template.json`))).toBeLessThan(TEMPLATE_LIMIT);
    }
  });
});
