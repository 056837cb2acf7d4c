import { FAULTS, REFUSAL } from '../faults';
import { LIVES } from './lives';
import { lived, undisturbed, wrongWhereLiving } from './lived';
import { Known } from './known';
const known = new Known();
describe.each(Object.entries(LIVES))('%s', (name, life) => {
  test('base', async () => {
    const good = await undisturbed(life, known);
    const counts: Record<string, number> = {};
    for (const op of good.run.asked) counts[op] = (counts[op] ?? 0) + 1;
    process.stderr.write(`=== ${name} ${good.run.status} ${good.run.estate.waited} ${JSON.stringify(counts)}\n${good.run.status === life.status ? '' : good.run.out + good.run.err}\n`);
    expect(good.run.status).toBe(life.status);
    const all = [...FAULTS, REFUSAL];
    const wrong: string[] = [];
    let n = 0;
    for (const [operation, count] of Object.entries(counts)) {
      for (const fault of [all[n++ % all.length], all[(n+5) % all.length], REFUSAL]) 
      if (fault) wrong.push(...(await wrongWhereLiving(life, known, good, { fault, operation, after: 0 })));
      for (let after = 1; after < count; after += Math.max(1, Math.floor(count/6))) {
      for (const fault of [all[n++ % all.length], REFUSAL]) 
        if (fault) wrong.push(...(await wrongWhereLiving(life, known, good, { fault, operation, after })));
      }
    }
    process.stderr.write(wrong.join('\n---\n') + '\n');
  });
});
