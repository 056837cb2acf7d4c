import { EXIT } from '../../domain/failure';
import { command } from '../command';
import { CONFIG, JSON_RESULT } from '../options';

interface AuditOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap people audit`: who can reach what, and what is wrong with it; a finding ends with 1. */
export const peopleAuditCommand = command<AuditOptions>({
  name: 'audit',
  description:
    'Show who can reach what, when they last signed in, their MFA and their access keys. Ends with 1 where somebody has no ' +
    'MFA, a key is older than 90 days, a sign-in lies unused, groups differ from org.yaml, or a role is closed. ' +
    'Changes nothing.',
  parameters: { config: CONFIG, json: JSON_RESULT },
  examples: ['orgstrap people audit --config org.yaml'],
  run: async ({ config: file, json }, { io, now, peopleAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { AUDITOR_ROLE } = await import('../../domain/names');
    const { auditPeople } = await import('../../operations/people/audit');
    const { iamPeople } = await import('../../operations/people/iam-people');
    const { auditJson, auditText, isClean } = await import('../audit-text');
    const config = usableConfig(file, io.isColoured);
    const people = iamPeople(config);
    const audit = await auditPeople(config, people, await peopleAccess(config, AUDITOR_ROLE), now());
    io.stdout(json ? auditJson(audit) : auditText(audit));
    return isClean(audit) ? EXIT.done : EXIT.failed;
  },
});
