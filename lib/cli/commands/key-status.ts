import { EXIT } from '../../domain/failure';
import { command } from '../command';
import { CONFIG, JSON_RESULT } from '../options';

interface StatusOptions {
  readonly pipeline?: string;
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap key status`: how old the keys of CI users are, and which are in use; a finding ends with 1. */
export const keyStatusCommand = command<StatusOptions>({
  name: 'status',
  description:
    'Show the access keys of CI users: their age, their last use, which one CI holds. Ends with 1 where a key is older ' +
    'than 90 days or unused for as long, where there is none, and where there are two. Reads no secret, and changes nothing.',
  parameters: {
    pipeline: { syntax: '[pipeline]', description: 'one pipeline; all of them without it' },
    config: CONFIG,
    json: JSON_RESULT,
  },
  examples: ['orgstrap key status --config org.yaml'],
  run: async ({ pipeline, config: file, json }, { io, now, keyAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { AUDITOR_ROLE } = await import('../../domain/names');
    const { ciUsers } = await import('../../operations/key/ci-user');
    const { keyReport } = await import('../../operations/key/status');
    const { reportsJson, reportsText } = await import('../key-text');
    const config = usableConfig(file, io.isColoured);
    const users = ciUsers(config, pipeline);
    const aws = users.length === 0 ? undefined : await keyAccess(config, AUDITOR_ROLE);
    const reports = aws === undefined ? [] : await Promise.all(users.map((user) => keyReport(user, aws, now())));
    io.stdout(json ? reportsJson(reports) : reportsText(reports));
    return reports.some(({ findings }) => findings.length > 0) ? EXIT.failed : EXIT.done;
  },
});
