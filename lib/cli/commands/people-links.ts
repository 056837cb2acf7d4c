import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { writeLinks } from '../../operations/people/write-links';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

interface LinksOptions {
  readonly config: string;
  readonly out: string;
  readonly group?: string;
  readonly portal?: string;
}

/** `orgstrap people links`: a page with a link into every role of every account. */
export function peopleLinksCommand(serviceNames: () => readonly string[]): CliCommand {
  return ({ io, finish }) =>
    new Command('links')
      .description(
        'Write a page of HTML with a link into every role that people may become, by group, coloured by environment. ' +
          'It needs no network and no script. Asks AWS nothing.',
      )
      .addOption(configOption())
      .option('-o, --out <file>', 'the page; over an earlier one', 'people-links.html')
      .option('-g, --group <name>', 'one group; all of them without it')
      .option('--portal <address>', 'the access portal, for people of IAM Identity Center')
      .addHelpText('after', '\nExample:\n  orgstrap people links --config org.yaml --out people-links.html\n')
      .action(({ config, out, group, portal }: LinksOptions) => {
        const choice = {
          ...(group === undefined ? {} : { group }),
          ...(portal === undefined ? {} : { portal }),
        };
        io.stdout(`${writeLinks(usableConfig(config, serviceNames, io.isColoured), choice, out)}\n`);
        finish(EXIT.done);
      });
}
