import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

/** Writes every template of an organization into a folder and answers their names. */
export type Synthesize = (config: OrgConfig, folder: string) => Promise<readonly string[]>;

interface SynthOptions {
  readonly config: string;
  readonly out: string;
}

/** `orgstrap synth`: the templates that `cdk deploy` would deploy, the members' too, after every check. */
export function synthCommand(serviceNames: () => readonly string[], synthesize: Synthesize): CliCommand {
  return ({ io, finish }) =>
    new Command('synth')
      .description("Write every template, the member accounts' too, after every check. Asks AWS nothing.")
      .addOption(configOption())
      .requiredOption('-o, --out <folder>', 'where the *.template.json go; the folder is made')
      .addHelpText('after', '\nExample:\n  orgstrap synth --config examples/four-accounts.yaml --out templates\n')
      .action(async ({ config, out }: SynthOptions) => {
        const templates = await synthesize(usableConfig(config, serviceNames, io.isColoured), out);
        io.stdout(templates.map((template) => `${out}/${template}\n`).join(''));
        finish(EXIT.done);
      });
}
