import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { CONFIG, type CommandContext, command } from '../command';
import { atOnce, REPORT, type ReportOptions } from '../live-report/parameters';
import type { Diagnosis } from './doctor';
import type { Fixes } from './fixes';

interface DoctorOptions extends ReportOptions {
  readonly config: string;
  readonly concurrency?: number;
  readonly fix?: true;
  readonly yes?: true;
}

/** `orgstrap doctor`: whether the organization is ready for a deployment, as far as the credentials see it. */
export const doctorCommand = command<DoctorOptions>({
  name: 'doctor',
  description:
    'Show whether the organization is as org.yaml and a deployment need it, whether StackSets have arrived, and how its root ' +
    'users are kept: what was found, why it matters, and the command that mends it. Ends with 1 where it finds something, and with 3 where it does not and AWS left something unanswered. ' +
    'Asks AWS, and changes nothing; with --fix it mends what is on a closed list, after it has shown all of it and asked.',
  statuses: {
    done: 'it found nothing; there may be something that it could not see',
    failed: 'it found something',
    unusable: 'an org.yaml with problems, or --yes without --fix',
    incomplete: 'no usable credentials, AWS cannot be reached, or it found nothing and AWS left something unanswered',
  },
  parameters: {
    config: CONFIG,
    ...REPORT,
    concurrency: atOnce('calls of each service are made', '8, and 4 of Organizations'),
    fix: {
      syntax: '--fix',
      description:
        'mend what takes nothing from anybody: trusted access and delegation of StackSets, policy types, the password policy of Ops, instances that only want another operation',
    },
    yes: { syntax: '--yes', description: 'with --fix: do not ask, for example where there is no terminal' },
  },
  examples: ['orgstrap doctor --config org.yaml', 'orgstrap doctor --fix'],
  run: async ({ config: file, json, format, out, concurrency, fix, yes }, context) => {
    const { deliveredReport, distinctFormats } = await import('../../estate/report-files');
    const formats = distinctFormats(json ? ['json'] : format, out);
    const { usableConfig } = await import('../usable-config');
    const { doctor } = await import('./doctor');
    const { diagnosisJson, diagnosisStatus, diagnosisText, isUnanswered } = await import('../live-checks.text');
    const { liveFiles } = await import('../live-report/live-files');
    const { placesIn } = await import('../live-report/live-report');
    const { packageVersion } = await import('../../policies/policies-folder');
    const { io, root, doctorAccess, during } = context;
    if (yes && !fix) throw new Failure('NothingToConfirm', '--yes answers what --fix asks; add --fix', EXIT.unusable);
    const config = usableConfig(file, io.isColoured);
    const diagnose = () =>
      during('doctor', async (tell) => {
        tell('asking AWS about the organization');
        return doctor(config, await doctorAccess(config, concurrency));
      });
    const found = await diagnose();
    const isMended = fix === true && (await mend(context, found, { config, yes: yes === true }));
    const diagnosis = isMended ? await diagnose() : found;
    const report = liveFiles(
      {
        tool: 'orgstrap doctor',
        version: packageVersion(),
        accounts: [{ id: config.organization.managementAccount, name: 'organization', checks: diagnosis.checks }],
        notLookedAt: [],
        isOpen: isUnanswered,
        placeOf: placesIn(file, root),
      },
      { table: () => diagnosisText(diagnosis), json: () => diagnosisJson(diagnosis) },
    );
    io.stdout(deliveredReport(report, formats, out));
    return diagnosisStatus(diagnosis);
  },
});

/** @returns whether something was done */
async function mend(
  { io, prompter, doctorAccess, during, uninterrupted }: CommandContext,
  diagnosis: Diagnosis,
  { config, yes }: { readonly config: OrgConfig; readonly yes: boolean },
): Promise<boolean> {
  const { fixesOf } = await import('./fixes');
  const { fixedText, fixesText } = await import('./fixes.text');
  const fixes = fixesOf(diagnosis);
  if (fixes.here.length + fixes.elsewhere.length === 0) return false;
  io.stderr(fixesText(fixes));
  if (fixes.here.length === 0) return false;
  if (!yes && !(await isWanted(fixes, prompter))) return false;
  const access = await doctorAccess(config);
  for (const fix of fixes.here) {
    await uninterrupted(() =>
      during('doctor', async (tell) => {
        tell(`${fix.check}: waiting for AWS`);
        await fix.run(access);
      }).then(() => io.stderr(fixedText(fix))),
    );
  }
  return true;
}

/** @throws Failure `Unconfirmed` where nobody can be asked, `Cancelled` after Ctrl-C: nothing was done then */
async function isWanted({ here }: Fixes, prompter: CommandContext['prompter']): Promise<boolean> {
  if (prompter === undefined) {
    throw new Failure(
      'Unconfirmed',
      'nothing was done: there is no terminal on which to ask whether to do this; read it, and run orgstrap doctor --fix --yes',
      EXIT.unusable,
    );
  }
  const question = here.length === 1 ? 'Do this?' : `Do these ${here.length}?`;
  const answer = await (await prompter()).choice(question, ['no', 'yes']);
  if (answer === undefined) throw new Failure('Cancelled', 'cancelled; nothing was done', EXIT.interrupted);
  return answer === 'yes';
}
