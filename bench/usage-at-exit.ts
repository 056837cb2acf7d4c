import { writeFileSync } from 'node:fs';
import { usage } from './usage';

/** `node -r usage-at-exit.js PROGRAM`: leaves what the program used in the file that `BENCH_USAGE` names. */
process.on('exit', () => writeFileSync(process.env.BENCH_USAGE ?? '', JSON.stringify(usage())));
