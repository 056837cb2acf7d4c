import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { NearMiss } from './near-misses';

const FOLDER = join(__dirname, 'events');

/** Events as EventBridge delivers them, by what they are. */
export type RecordedEvents = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The events of each file of a folder, by the name of the file. */
function eventsIn(folder: string): Readonly<Record<string, RecordedEvents>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}

/** By alarm, the events that it must match. */
export const MATCHES = eventsIn(FOLDER);

/** By what goes on, the events of what everybody is meant to do. */
export const LEGITIMATE = eventsIn(join(FOLDER, 'legitimate'));

/** @throws Error where there is no such event, or where it is that already */
export function nearMiss(events: RecordedEvents, { of, but, is }: NearMiss): unknown {
  const event = events[of];
  if (event === undefined) throw new Error(`no event «${of}»`);
  const changed = replaced(event, but.split('.'), is);
  if (JSON.stringify(changed) === JSON.stringify(event)) throw new Error(`«${of}» has that ${but} already`);
  return changed;
}

function replaced(node: unknown, [field, ...inner]: readonly string[], value: unknown): unknown {
  if (field === undefined) return value;
  const fields: Readonly<Record<string, unknown>> = { ...(node as object) };
  return { ...fields, [field]: replaced(fields[field], inner, value) };
}
