import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from './reference/pages';

/** Writes what is written from the sources: `org.schema.json` and `docs/reference`. A test fails while one is older than its source. */
for (const [file, text] of Object.entries(PAGES)) {
  const path = join(__dirname, '..', file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text());
}
