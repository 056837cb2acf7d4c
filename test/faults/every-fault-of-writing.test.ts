import { orgFile } from '../commands/org-file';
import { ORG_YAML } from './estate';
import { FAULTS } from './faults';
import { everyTenth } from './judged';
import { WRITING, writtenBy, wrongWhereWriting } from './writing';

const file = orgFile(ORG_YAML);

describe.each(Object.entries(WRITING))('%s', (_, written) => {
  test.each(FAULTS)(
    'with $name in the place of any of its answers says what it could not do, and the next run does it',
    async (fault) => {
      const { operations } = await writtenBy(written, file(), written.begins(), () => undefined);
      const wrong: string[] = [];
      for (const operation of operations) wrong.push(...(await wrongWhereWriting(written, file(), operation, fault)));
      expect(wrong).toEqual([]);
    },
  );

  test.each(FAULTS.filter(({ passes }) => passes))(
    'does the same, whichever tenth of its calls meets $name',
    async (fault) => {
      for (let turn = 0; turn < 10; turn++) {
        const estate = written.begins();
        const { status } = await writtenBy(written, file(), estate, everyTenth(fault, turn));
        expect({ turn, status, isDone: written.isDone(estate) }).toEqual({ turn, status: 0, isDone: true });
      }
    },
  );
});
