import { EXIT } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface SynthOptions {
  readonly config: string;
  readonly out: string;
}

/** `orgstrap synth`: the templates that `cdk deploy` would deploy, the members' too, after every check. */
export const synthCommand = command<SynthOptions>({
  name: 'synth',
  description: "Write every template, the member accounts' too, after every check. Asks AWS nothing.",
  statuses: {
    done: 'the templates are written',
    failed: 'a template does not pass its checks, or a file is in the way that is no template',
    unusable: 'org.yaml has problems, or a file cannot be written',
  },
  parameters: {
    config: CONFIG,
    out: {
      syntax: '-o, --out <folder>',
      description: 'where the *.template.json go; the folder is made',
      isRequired: true,
    },
  },
  examples: ['orgstrap synth --config examples/four-accounts.yaml --out templates'],
  run: async ({ config: file, out }, { io, synthesizedTemplates }) => {
    const { usableConfig } = await import('../usable-config');
    const { NOT_OURS, writeFiles } = await import('../../estate/files');
    const templates = await synthesizedTemplates(usableConfig(file, io.isColoured));
    writeFiles(templates, out, (_, text) => (isTemplate(text) ? undefined : NOT_OURS));
    io.stdout(
      Object.keys(templates)
        .map((template) => `${out}/${template}\n`)
        .join(''),
    );
    return EXIT.done;
  },
});

/** JSON has no comments to tell it by; whatever has resources is a template, of orgstrap or of an earlier `cdk synth`. */
function isTemplate(text: string): boolean {
  try {
    return 'Resources' in Object(JSON.parse(text));
  } catch {
    return false;
  }
}
