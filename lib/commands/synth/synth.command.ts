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
  parameters: {
    config: CONFIG,
    out: {
      syntax: '-o, --out <folder>',
      description: 'where the *.template.json go; the folder is made',
      isRequired: true,
    },
  },
  examples: ['orgstrap synth --config examples/four-accounts.yaml --out templates'],
  run: async ({ config: file, out }, { io, synthesize }) => {
    const { usableConfig } = await import('../usable-config');
    const templates = await synthesize(usableConfig(file, io.isColoured), out);
    io.stdout(templates.map((template) => `${out}/${template}\n`).join(''));
    return EXIT.done;
  },
});
