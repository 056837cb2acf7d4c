import type { Statement } from '../../lib/policies/policy-document';
import { decide } from '../support/decide';
import { CHAIN } from './decisions/chain-cases';
import { PRODUCT_ACCOUNT } from './decisions/product-account-cases';
import { type Name, SOURCES, type Sources, without } from './decisions/sources';
import { BACKEND, KEYS } from './decisions/state-cases';

const CASES = [...BACKEND, ...KEYS, ...CHAIN, ...PRODUCT_ACCOUNT];

test.each(CASES)('$then when $when', ({ then, ask: request, documents }) => {
  expect(decide(request, documents(SOURCES))).toBe(then);
});

describe('nothing in the documents is there for nothing: a case above fails without', () => {
  const names = Object.keys(SOURCES) as readonly Name[];

  function survives(changed: Sources): boolean {
    return CASES.every(({ then, ask: request, documents }) => decide(request, documents(changed)) === then);
  }

  const statements = names.flatMap((name) => SOURCES[name].Statement.map(({ Sid }) => ({ name, Sid })));

  test.each(statements)('$Sid of $name', ({ name, Sid }) => {
    expect(survives({ ...SOURCES, [name]: without(SOURCES[name], Sid) })).toBe(false);
  });

  const conditions = names.flatMap((name) =>
    SOURCES[name].Statement.flatMap(({ Sid, Condition }) =>
      Object.keys(Condition ?? {}).map((operator) => ({ name, Sid, operator })),
    ),
  );

  test.each(conditions)('$operator in $Sid of $name', ({ name, Sid, operator }) => {
    const Statement = SOURCES[name].Statement.map((statement) =>
      statement.Sid === Sid ? withoutCondition(statement, operator) : statement,
    );
    expect(survives({ ...SOURCES, [name]: { ...SOURCES[name], Statement } })).toBe(false);
  });
});

function withoutCondition(statement: Statement, operator: string): Statement {
  const kept = Object.entries(statement.Condition ?? {}).filter(([name]) => name !== operator);
  return { ...statement, Condition: Object.fromEntries(kept) };
}
