import { acknowledgementsIn } from '../../lib/checks/acknowledgement-checks';
import { type Assembly, builtApp, checked } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly unknown[];
    readonly suppressedViolations?: readonly Suppressed[];
  }[];
}

interface Suppressed {
  readonly ruleName: string;
  readonly reason?: string;
  readonly acknowledgedAt?: string;
  readonly acknowledgedId?: string;
}

function suppressedIn(assembly: Assembly): readonly Suppressed[] {
  const report: Report = JSON.parse(assembly.text('validation-report.json'));
  return report.pluginReports.flatMap(({ suppressedViolations }) => suppressedViolations ?? []);
}

describe.each(EXAMPLES)('examples/%s', (file) => {
  const app = builtApp(example(file));
  const acknowledgements = acknowledgementsIn(app);
  const suppressed = suppressedIn(checked(app));

  test('has every acknowledgement in its validation report, with a reason', () => {
    const reported = new Set(
      suppressed.map(({ acknowledgedId, acknowledgedAt }) => `${acknowledgedId} ${acknowledgedAt}`),
    );
    const given = new Set(acknowledgements.map(({ id, construct }) => `${id} ${construct.node.path}`));
    expect(reported).toEqual(given);
    expect(given.size).toBeGreaterThan(10);
    for (const { reason } of suppressed) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('has no acknowledgement of a rule as a whole where the rule names what it found', () => {
    for (const { id } of acknowledgements) expect(id).not.toMatch(/IAM[45]$/);
  });

  test('has an acknowledgement of every action at once in the boundary of access roles alone', () => {
    const places = acknowledgements.filter(({ id }) => id.includes('Action::*]')).map(({ construct }) => construct);
    for (const { node } of places) expect(node.path).toBe('Member-AccessRoles/AccessRoles/Boundary');
  });
});
