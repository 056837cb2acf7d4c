import { EXIT } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface LinksOptions {
  readonly config: string;
  readonly out: string;
  readonly group?: string;
  readonly portal?: string;
}

/** `orgstrap people links`: a page with a link into every role of every account. */
export const peopleLinksCommand = command<LinksOptions>({
  name: 'links',
  description:
    'Write a page of HTML with a link into every role that people may become, by group, coloured by environment. ' +
    'It needs no network and no script. Asks AWS nothing.',
  statuses: {
    done: 'the page is written',
    failed: 'a file is there that it did not write',
    unusable: 'no such people, no --portal with people of Identity Center, or the file cannot be written',
  },
  parameters: {
    config: CONFIG,
    out: { syntax: '-o, --out <file>', description: 'the page; over an earlier one', default: 'people-links.html' },
    group: { syntax: '-g, --group <name>', description: 'one group; all of them without it' },
    portal: { syntax: '--portal <address>', description: 'the access portal, for people of IAM Identity Center' },
  },
  examples: ['orgstrap people links --config org.yaml --out people-links.html'],
  run: async ({ config: file, out, group, portal }, { io }) => {
    const { usableConfig } = await import('../usable-config');
    const { writeLinks } = await import('./links');
    const choice = {
      ...(group === undefined ? {} : { group }),
      ...(portal === undefined ? {} : { portal }),
    };
    io.stdout(`${writeLinks(usableConfig(file, io.isColoured), choice, out)}\n`);
    return EXIT.done;
  },
});
