import * as z from 'zod';
import { listedOnce } from '../rules/listed-names';
import { guided } from '../schema';

const name = guided(z.string().regex(/^orgstrap-[A-Za-z][A-Za-z0-9-]*$/), {
  description: 'The name of a stack that is deployed.',
  expected: 'the name of a stack of orgstrap, such as orgstrap-TerraformAccount',
  example: 'orgstrap-TerraformAccount',
  fix: 'copy it from what orgstrap plan says',
});

export const protectStacks = guided(z.array(name).optional(), {
  description:
    'The stacks that cannot be deleted before they are taken off this list. List what is deployed already, as orgstrap plan says: ' +
    'a stack whose creation fails under protection cannot be created again.',
  expected: 'a list of names of stacks, or an empty one where none shall be protected',
  unset: 'none: no stack is protected, and orgstrap plan says which could be',
  fix: 'copy the list that orgstrap plan prints, or remove protectStacks',
  rules: [listedOnce],
});
