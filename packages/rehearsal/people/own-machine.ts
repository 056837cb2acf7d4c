import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { orgstrap } from '../context/rehearsal';
import { environmentOfNobody } from '../emulated/environment-variables';
import type { AwsCli } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import type { Member } from './sign-in';

/** A profile that somebody writes by hand. */
export interface HandWrittenProfile {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Of the access key, as `orgstrap people aws-config` expects it. */
export const SOURCE_PROFILE = 'ops';

/** A person's own machine: a home with their access key and their profiles, and the AWS CLI. */
export class OwnMachine {
  private readonly home: string;
  private readonly configFile: string;

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly aws: AwsCli,
    private readonly config: OrgConfig,
    private readonly member: Member,
  ) {
    this.home = join(rehearsal.work, 'people', member.name);
    this.configFile = join(this.home, 'config');
    mkdirSync(this.home, { recursive: true });
    const { accessKeyId, secretAccessKey } = member.keys;
    const lines = [
      `[${SOURCE_PROFILE}]`,
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
    ];
    writeFileSync(join(this.home, 'credentials'), `${lines.join('\n')}\n`, { mode: 0o600 });
  }

  /** Writes profiles by hand, and lets orgstrap add those of the person. */
  async writeProfiles({ file }: OrgYaml, byHand: readonly HandWrittenProfile[]): Promise<void> {
    const sections = byHand.map(({ name, settings }) =>
      [`[profile ${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)].join('\n'),
    );
    writeFileSync(this.configFile, `${sections.join('\n\n')}\n`);
    await orgstrap(
      this.rehearsal,
      ...['people', 'aws-config', this.member.name],
      ...['--source-profile', SOURCE_PROFILE, '--config', file, '--file', this.configFile],
    );
  }

  /**
   * Runs the AWS CLI with a profile. Where it asks for an MFA code it gets one: without a terminal it reads standard input.
   *
   * @throws NotProved with what the AWS CLI says, where it fails
   */
  async run(profile: string, args: readonly string[], code = this.member.phone.nextCode()): Promise<string> {
    const { children, work, env, gateway } = this.rehearsal;
    const { status, output, stdout } = await children.run(this.aws.command, ['--profile', profile, ...args], {
      cwd: work,
      env: {
        ...environmentOfNobody(env, gateway, this.config.homeRegion),
        // What version 1 of the AWS CLI calls AWS_REGION.
        AWS_DEFAULT_REGION: this.config.homeRegion,
        // Where it keeps the sessions that it has begun.
        HOME: this.home,
        AWS_CONFIG_FILE: this.configFile,
        AWS_SHARED_CREDENTIALS_FILE: join(this.home, 'credentials'),
        AWS_PAGER: '',
      },
      input: `${code}\n`,
    });
    if (status !== 0) throw new NotProved(`aws ${args.join(' ')} ended with ${status}\n${output}`);
    return stdout;
  }

  /**
   * Who they are with a profile.
   *
   * @throws NotProved where they are nobody
   */
  async identity(profile: string, code?: string): Promise<string> {
    const answer = await this.run(profile, ['sts', 'get-caller-identity', '--output', 'json'], code);
    const { Arn }: { readonly Arn?: string } = JSON.parse(answer);
    if (Arn === undefined) throw new NotProved(`it is not said who that is: ${answer}`);
    return Arn;
  }
}
