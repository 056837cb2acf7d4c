import { orgFile } from '../commands/org-file';
import { ORG_YAML } from './estate';
import { FAULTS } from './faults';
import { everyTenth } from './judged';
import { WRITING, writtenBy, wrongWhereWriting } from './writing';

// The commands that write what people and CI sign in with. Whatever goes wrong, nothing is said to be done that is not, no secret is told,
// and another run ends it. Each call meets one fault here; `every-fault-of-writing.test.ts` has all of them.

const file = orgFile(ORG_YAML);

describe.each(Object.entries(WRITING))('%s', (_, written) => {
  test('does it where nothing goes wrong', async () => {
    const estate = written.begins();
    const { status, err } = await writtenBy(written, file(), estate, () => undefined);
    expect({ status, isDone: written.isDone(estate), err }).toMatchObject({ status: 0, isDone: true });
  });

  test('says what it could not do, whatever call fails, and the next run does it', async () => {
    const { operations } = await writtenBy(written, file(), written.begins(), () => undefined);
    const wrong: string[] = [];
    for (const [index, fault] of FAULTS.entries()) {
      const operation = operations[index % operations.length];
      if (operation) wrong.push(...(await wrongWhereWriting(written, file(), operation, fault)));
    }
    expect(wrong).toEqual([]);
  });

  test('does the same where a tenth of all calls meets a fault that passes', async () => {
    for (const [turn, fault] of FAULTS.filter(({ passes }) => passes).entries()) {
      const estate = written.begins();
      const { status } = await writtenBy(written, file(), estate, everyTenth(fault, turn));
      expect({ fault: fault.name, status, isDone: written.isDone(estate) }).toMatchObject({ status: 0, isDone: true });
    }
  });
});
