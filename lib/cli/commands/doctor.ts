import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { type DoctorView, doctor } from '../../operations/doctor/doctor';
import { diagnosisJson, isHealthy } from '../checks-json';
import { diagnosisText } from '../checks-text';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

interface DoctorOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap doctor`: whether the organization is ready for a deployment, as far as the credentials see it. */
export function doctorCommand(
  serviceNames: () => readonly string[],
  connect: (config: OrgConfig) => Promise<DoctorView>,
): CliCommand {
  return ({ io, finish }) =>
    new Command('doctor')
      .description(
        'Show whether the organization is as org.yaml and a deployment need it, and how its root users are kept: what was ' +
          'found, why it matters, and the command that mends it. Ends with 1 where it finds something. Asks AWS, and changes nothing.',
      )
      .addOption(configOption())
      .option('--json', 'write the result to stdout as JSON')
      .addHelpText('after', '\nExample:\n  orgstrap doctor --config org.yaml\n')
      .action(async ({ config: file, json }: DoctorOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const diagnosis = await doctor(config, await connect(config));
        io.stdout(json ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
        finish(isHealthy(diagnosis) ? EXIT.done : EXIT.failed);
      });
}
