import { NotProved } from '../../report/ledger';
import type { StateScene } from './state-scene';

const BYTES = 5_000_000;
const MOST_SECONDS = 10;

/** A state of 5 MB is put back in ten seconds at most, on whatever machine this is. @returns how long it took */
export async function largeStateRestored({ operator, stored, workspace }: StateScene): Promise<string> {
  const before = await stored.read();
  const large = largeState(before.text);
  const version = await stored.write(large);
  await stored.write('');
  const start = performance.now();
  await operator.run('restore', workspace.name, '--version-id', version, '--yes');
  const seconds = (performance.now() - start) / 1000;
  const now = JSON.parse((await stored.read()).text);
  if (JSON.stringify(now.resources) !== JSON.stringify(JSON.parse(large).resources))
    throw new NotProved('it is another state');
  if (seconds > MOST_SECONDS) throw new NotProved(`it took ${seconds.toFixed(1)} s`);
  await operator.run('restore', workspace.name, '--version-id', before.version, '--yes');
  return `${(large.length / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s; nothing is lost`;
}

/** The same state with thousands of resources more. */
function largeState(text: string): string {
  const state = JSON.parse(text);
  const instance = (index: number) => ({
    index_key: index,
    schema_version: 0,
    attributes: {
      id: `id-${index}`,
      input: { value: 'x'.repeat(800), type: 'string' },
      output: null,
      triggers_replace: null,
    },
    sensitive_attributes: [],
  });
  const instances = Array.from({ length: Math.ceil(BYTES / 900) }, (_, index) => instance(index));
  const many = {
    mode: 'managed',
    type: 'terraform_data',
    name: 'many',
    provider: 'provider["terraform.io/builtin/terraform"]',
    instances,
  };
  return `${JSON.stringify({ ...state, serial: state.serial + 1, resources: [...state.resources, many] }, undefined, 2)}\n`;
}
