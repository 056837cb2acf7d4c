import { createServer } from 'node:http';
import { NotProved } from '../../report/ledger';

/** What stands for GitHub's API: it knows runs, and says how far they are. */
export interface CiSystem {
  readonly url: string;
  /** From now on it says so of a run of `acme/infrastructure`. */
  says(run: string, status: 'in_progress' | 'completed'): void;
  close(): void;
}

/** On this machine alone. @see https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
export async function startCiSystem(): Promise<CiSystem> {
  const runs = new Map<string, string>();
  const server = createServer(({ url = '' }, response) => {
    const status = runs.get(url);
    response.writeHead(status === undefined ? 404 : 200, { 'content-type': 'application/json' });
    const conclusion = status === 'completed' ? 'cancelled' : null;
    response.end(
      JSON.stringify(status === undefined ? { message: 'Not Found' } : { status, conclusion, run_attempt: 1 }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new NotProved('there is no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    says: (run, status) => void runs.set(`/repos/acme/infrastructure/actions/runs/${run}`, status),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
