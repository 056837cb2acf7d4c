import './compile-cache';
import { usableConfig } from '../lib/commands/usable-config';
import { Failure } from '../lib/domain/failure';
import { buildApp } from '../lib/stacks/build-app';
import { buildGuardrails } from '../lib/stacks/build-guardrails';
import { checkApp } from '../lib/stacks/check-app';
import { checkOptionsOf } from '../lib/stacks/check-options';
import { newApp } from '../lib/stacks/new-app';
import { processIo } from '../lib/terminal/terminal';

const io = processIo(process);
try {
  const app = newApp();
  const config = usableConfig(app.node.tryGetContext('config') ?? 'org.yaml', io.isColoured);
  // -c guardrails=true: the stacks of the management account, even where the others are deployed from Ops.
  const build = app.node.tryGetContext('guardrails') === 'true' ? buildGuardrails : buildApp;
  build(app, config);
  checkApp(app, checkOptionsOf(process.env));
  app.synth();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  io.stderr(`${error.message}\n`);
  process.exitCode = error.exitStatus;
}
