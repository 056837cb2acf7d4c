import { CONFIG, command, JSON_RESULT } from '../command';

interface AuditOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap people audit`: who can reach what, and what is wrong with it; a finding ends with 1. */
export const peopleAuditCommand = command<AuditOptions>({
  name: 'audit',
  description:
    'Show who can reach what, when they last signed in, their MFA and their access keys. Ends with 1 where somebody has no ' +
    'MFA, a key is older than 90 days, a sign-in lies unused, groups differ from org.yaml, or a role is closed; with 3 where that could not be seen. ' +
    'Changes nothing.',
  statuses: {
    done: 'it found nothing',
    failed: 'it found something',
    unusable: 'no people or no operators in org.yaml',
    incomplete: 'no usable credentials, AWS cannot be reached, or it found nothing and could not look at something',
  },
  parameters: { config: CONFIG, json: JSON_RESULT },
  examples: ['orgstrap people audit --config org.yaml'],
  run: async ({ config: file, json }, { io, now, peopleAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { AUDITOR_ROLE } = await import('../../domain/names');
    const { peopleReport } = await import('./people-report');
    const { iamPeople } = await import('./iam-people');
    const { peopleReportJson, peopleReportText, peopleReportStatus } = await import('./audit.text');
    const config = usableConfig(file, io.isColoured);
    const people = iamPeople(config);
    const audit = await peopleReport(config, people, await peopleAccess(config, AUDITOR_ROLE), now());
    io.stdout(json ? peopleReportJson(audit) : peopleReportText(audit));
    return peopleReportStatus(audit);
  },
});
