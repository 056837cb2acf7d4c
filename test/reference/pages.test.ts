import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from '../../scripts/reference/pages';
import { ROOT } from '../support/examples';

test.each(Object.entries(PAGES))('%s is what the sources say today; if not, run npm run reference', (file, text) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toBe(text());
});
