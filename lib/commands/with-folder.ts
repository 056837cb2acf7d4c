import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandContext } from './command';

/** A temporary folder that nobody else may look into, which is gone afterwards, whoever interrupts. */
export async function withFolder<Result>(
  { tidily }: Pick<CommandContext, 'tidily'>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-deploy-'));
  const takeAway = () => rmSync(folder, { recursive: true, force: true });
  return await tidily({ note: '', takeAway }, () => work(folder)).finally(takeAway);
}
