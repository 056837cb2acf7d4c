import { CONFIG, command, JSON_RESULT } from '../command';
import type { FailOn } from '../plan/plan.text';

interface UpgradeOptions {
  readonly config: string;
  readonly to?: string;
  readonly package?: string;
  readonly offline?: true;
  readonly accept?: readonly string[];
  readonly failOn?: FailOn;
  readonly json?: true;
}

/** `orgstrap upgrade`: what another version would change in every account, before it is installed for good; it changes nothing. */
export const upgradeCommand = command<UpgradeOptions>({
  name: 'upgrade',
  description:
    'Show what another version of orgstrap would change in every account, before you install it: what its changelog says, what it makes ' +
    'of org.yaml compared with what this version makes, and its own plan of what is deployed. Installs it in a temporary folder, and ' +
    'runs no install script. Changes nothing.',
  statuses: {
    done: 'it is shown; with --fail-on, there is nothing of that kind',
    failed: '--fail-on found something, or a template of the new version did not pass its checks',
    unusable:
      'what plan ends with 2 for; the new version does not take this org.yaml; a release between must be deployed first; or what is named is no orgstrap',
    incomplete:
      'npm could not install it, no usable credentials, or AWS cannot be reached: what two versions make of org.yaml is shown all the same',
  },
  parameters: {
    config: CONFIG,
    to: {
      syntax: '--to <version>',
      description: 'the version, exactly; the newest one unless given',
      conflictsWith: 'package',
    },
    package: {
      syntax: '--package <path>',
      description: 'a tarball of npm pack, or the folder of a built clone, in place of a version of the registry',
    },
    offline: {
      syntax: '--offline',
      description: 'do not ask AWS: compare what the two versions make of org.yaml alone',
    },
    accept: { syntax: '--accept <what...>', description: 'as of orgstrap plan, for the plan of the new version' },
    failOn: {
      syntax: '--fail-on <what>',
      description: 'end with 1 where something widens (or cannot be judged), or changes at all',
      choices: ['widening', 'change'],
    },
    json: JSON_RESULT,
  },
  examples: [
    'orgstrap upgrade',
    'orgstrap upgrade --to 0.4.0 --offline',
    'orgstrap upgrade --package orgstrap-0.4.0.tgz --fail-on widening',
  ],
  run: async (options, context) => {
    const { withFolder } = await import('../with-folder');
    const { candidateFrom } = await import('./candidate');
    const { usableConfig } = await import('../usable-config');
    const { to, package: path, config: file } = options;
    const config = usableConfig(file, context.io.isColoured);
    const run = await context.programRunner();
    return await withFolder(context, async (folder) => {
      const candidate = await context.during('upgrade', (tell) => {
        tell(`installing ${path ?? `orgstrap ${to ?? 'as it is now'}`} in a temporary folder`);
        return candidateFrom(path === undefined ? { to } : { package: path }, folder, context.root, run);
      });
      const { shownUpgrade } = await import('./shown-upgrade.command');
      return await shownUpgrade({ config, candidate, folder, run }, options, context);
    });
  },
});
