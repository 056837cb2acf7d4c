import { readFileSync, writeFileSync } from 'node:fs';
import { main } from '../../../lib/commands/main';
import { synthCommand } from '../../../lib/commands/synth/synth.command';
import { EXIT } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';

const file = orgFile(VALID);
const TEMPLATE = '{"Resources":{}}';

async function synth(out: string) {
  const io = new RecordingIo();
  const context = contextOf(io, { synthesizedTemplates: () => Promise.resolve({ 'A.template.json': TEMPLATE }) });
  const status = await main(['synth', '--config', file(), '--out', out], [synthCommand], context);
  return { status, out: io.out, err: io.err };
}

test('writes each template, over an earlier one', async () => {
  const said = { status: EXIT.done, out: `${file('templates')}/A.template.json\n`, err: '' };
  expect(await synth(file('templates'))).toEqual(said);
  expect(await synth(file('templates'))).toEqual(said);
  expect(readFileSync(file('templates/A.template.json'), 'utf8')).toBe(TEMPLATE);
});

test.each(['notes', '{"name":"not a template"}'])('writes over no other file: %s', async (text) => {
  await synth(file('templates'));
  writeFileSync(file('templates/A.template.json'), text);
  const { status, out, err } = await synth(file('templates'));
  expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
  expect(err).toContain('A.template.json was not written by orgstrap');
  expect(readFileSync(file('templates/A.template.json'), 'utf8')).toBe(text);
});

test('says in one line that a folder cannot be made', async () => {
  const { status, err } = await synth(`${file()}/templates`);
  expect(status).toBe(EXIT.unusable);
  expect(err).toMatch(/^orgstrap: \S+ cannot be written: ENOTDIR[^\n]+\n$/);
});
