import { environment, orgConfig } from '../../../test/support/org-config';
import { refuseTooMuch } from '../rehearsal-config';

const withEnvironments = (count: number) =>
  orgConfig({
    environments: Array.from({ length: count }, (_, index) =>
      environment(`e${index}`, `ou-abcd-${String(index).padStart(8, '0')}`, String(400000000000 + index)),
    ),
    pipelines: [],
  });

describe('the org.yaml of a rehearsal', () => {
  test('is refused before anything is deployed where AWS would stop the deployment in its middle', () => {
    expect(() => refuseTooMuch(withEnvironments(1_001))).toThrow(/more than AWS takes.*\n.*1001 environments/);
  });

  test('is taken where it is not more than AWS takes', () => {
    expect(() => refuseTooMuch(withEnvironments(100))).not.toThrow();
  });
});
