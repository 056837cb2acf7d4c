import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orgJsonSchema } from '../lib/config/json-schema';

/** Writes `org.schema.json`; a test fails while the committed one is older than the schema. */
writeFileSync(join(__dirname, '..', 'org.schema.json'), orgJsonSchema());
