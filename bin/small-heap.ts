import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow to twice of what is in use before V8 looks for what is not. On a machine with much memory it grows to four times by
 * itself, and what the AWS SDK drops after each of tens of thousands of calls fills all of that.
 *
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=100');
}
