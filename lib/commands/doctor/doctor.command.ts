import { CONFIG, command, JSON_RESULT } from '../command';

interface DoctorOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap doctor`: whether the organization is ready for a deployment, as far as the credentials see it. */
export const doctorCommand = command<DoctorOptions>({
  name: 'doctor',
  description:
    'Show whether the organization is as org.yaml and a deployment need it, whether StackSets have arrived, and how its root ' +
    'users are kept: what was found, why it matters, and the command that mends it. Ends with 1 where it finds something, and with 3 where it does not and AWS left something unanswered. Asks AWS, and changes nothing.',
  parameters: { config: CONFIG, json: JSON_RESULT },
  examples: ['orgstrap doctor --config org.yaml'],
  run: async ({ config: file, json }, { io, doctorAccess, during }) => {
    const { usableConfig } = await import('../usable-config');
    const { doctor } = await import('./doctor');
    const { diagnosisJson, diagnosisStatus } = await import('../live-checks.text');
    const { diagnosisText } = await import('../live-checks.text');
    const config = usableConfig(file, io.isColoured);
    const diagnosis = await during('doctor', async (tell) => {
      tell('asking AWS about the organization');
      return doctor(config, await doctorAccess(config));
    });
    io.stdout(json ? diagnosisJson(diagnosis) : diagnosisText(diagnosis));
    return diagnosisStatus(diagnosis);
  },
});
