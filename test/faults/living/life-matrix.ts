import { FAULTS, type Fault, REFUSAL } from '../faults';
import { everyTenth } from '../judged';
import { Known } from './known';
import { type Undisturbed, undisturbed, wrongWhereLiving, wrongWhereOnce, wrongWhereSome } from './lived';
import { LIVES } from './lives';

const ALL = [...FAULTS, REFUSAL];
const PASSING = FAULTS.filter(({ passes }) => passes);
/** AWS has done it, and nobody hears of that. */
const LATE = PASSING.filter(({ name }) => name !== 'Throttling').map(
  (fault): Fault => ({ ...fault, name: `${fault.name}, once it is done,`, isLate: true }),
);

/** Each call meets so many of the faults, and what writes meets all of them. */
const FAULTS_OF_EACH_CALL = 2;
/** Of the places at which a call can begin to fail in the middle. */
const PLACES_OF_EACH_CALL = 2;

const WRITES: ReadonlySet<string> = new Set([
  'cloudformation:DeleteStack',
  'cloudformation:UpdateTerminationProtection',
  'organizations:CreateAccount',
  'organizations:MoveAccount',
]);

/** Faults in the place of every answer to commands that deploy, delete, make and move; each file of tests has some of them, because they take minutes. */
export function everyFaultMeetsLife(commands: readonly string[]): void {
  const known = new Known();

  describe.each(commands)('%s', (command) => {
    const life = LIVES[command];
    if (life === undefined) throw new Error(`there is no ${command}`);
    let good: Undisturbed;

    beforeAll(async () => {
      good = await undisturbed(life, known);
    });

    test('does it where nothing goes wrong', () => {
      expect(good.status).toBe(life.status);
    });

    test.each(ALL)('with $name in the place of its answers changes nothing by halves', async (fault) => {
      const wrong: string[] = [];
      for (const [index, operation] of good.operations.entries()) {
        const turn = (index + ALL.indexOf(fault)) % Math.floor(ALL.length / FAULTS_OF_EACH_CALL);
        if (turn !== 0 && !WRITES.has(operation)) continue;
        wrong.push(...(await wrongWhereLiving(life, known, good, { fault, operation })));
      }
      expect(wrong).toEqual([]);
    });

    test('where a call fails from some time on, says so, and the next run ends it', async () => {
      const wrong: string[] = [];
      let turn = 0;
      for (const operation of good.operations) {
        for (const after of placesOf(operation, good)) {
          const fault = ALL[turn++ % ALL.length];
          if (fault) wrong.push(...(await wrongWhereLiving(life, known, good, { fault, operation, after })));
        }
      }
      expect(wrong).toEqual([]);
    });

    test.each(LATE)('what it does is done once, with $name', async (fault) => {
      const wrong: string[] = [];
      for (const operation of good.operations.filter((one) => WRITES.has(one))) {
        wrong.push(...(await wrongWhereOnce(life, known, good, { fault, operation })));
        wrong.push(...(await wrongWhereLiving(life, known, good, { fault, operation })));
      }
      expect(wrong).toEqual([]);
    });

    test.each(PASSING)('comes to the same where $name meets a tenth of its calls', async (fault) => {
      const turn = 2 * PASSING.indexOf(fault);
      expect([
        ...(await wrongWhereSome(life, known, good, fault, everyTenth(fault, turn))),
        ...(await wrongWhereSome(life, known, good, fault, everyTenth(fault, turn + 1))),
      ]).toEqual([]);
    });
  });
}

/** After how many answers it fails: later ones are asked for in later steps. */
function placesOf(operation: string, { asked }: Undisturbed): readonly number[] {
  const count = asked.filter((one) => one === operation).length;
  const step = Math.max(1, Math.ceil((count - 1) / PLACES_OF_EACH_CALL));
  return Array.from({ length: count }, (_, after) => after).filter(
    (after) => after > 0 && (count - 1 - after) % step === 0,
  );
}
