import { orgFile } from '../commands/org-file';
import { ORG_YAML } from './estate';
import { FAULTS } from './faults';
import { everyTenth, outcomeOf, wrongWhere } from './judged';

const file = orgFile(ORG_YAML);

/** Every fault in the place of every answer to commands that only read; each file of tests has some of them, because they take minutes. */
export function everyFaultMeets(commands: readonly string[]): void {
  describe.each(commands)('%s', (command) => {
    test.each(FAULTS)(
      'with $name in the place of any of its answers could not see something, and finds nothing',
      async (fault) => {
        const { operations } = await outcomeOf(command, file(), () => undefined);
        const wrong: string[] = [];
        for (const operation of operations) wrong.push(...(await wrongWhere(command, file(), operation, fault)));
        expect(wrong).toEqual([]);
      },
    );

    test.each(FAULTS.filter(({ passes }) => passes))(
      'comes to the same, whichever tenth of its calls meets $name',
      async (fault) => {
        const { status, out } = await outcomeOf(command, file(), () => undefined);
        for (let turn = 0; turn < 10; turn++) {
          const outcome = await outcomeOf(command, file(), everyTenth(fault, turn));
          expect({ turn, status: outcome.status, out: outcome.out }).toEqual({ turn, status, out });
        }
      },
    );
  });
}
