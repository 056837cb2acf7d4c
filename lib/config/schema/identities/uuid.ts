import { exact } from './exact';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id that a CI system gives, in lower case and without braces. */
export function uuid(description: string, where: string) {
  return exact(UUID, {
    description,
    expected: 'a UUID in lower case, without braces',
    fix: `copy it from ${where}`,
    attack: 'an id is what makes sure that it is yours',
  });
}
