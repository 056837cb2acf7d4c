import type { Parameters } from '../request/parameters';
import type { Here } from './here';
import type { Need } from './need';
import type { JsonObject } from '../../iam/templates/json';

/**
 * The operations of a service that are known, and the permissions that each takes. None taken means that AWS lets
 * everybody do it. What is not in a table is refused.
 */
export type QueryTable = Readonly<Record<string, (parameters: Parameters, here: Here) => readonly Need[]>>;

export type JsonTable = Readonly<Record<string, (input: JsonObject, here: Here) => readonly Need[]>>;
