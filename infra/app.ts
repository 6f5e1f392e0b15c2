import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Tags } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import type { Bundles } from './bundles.ts';
import type { Settings } from './settings.ts';
import { StatefulStack } from './stacks/stateful-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/**
 * Synthesises the app with no network and no account. The feature flags are read from `cdk.json`, as the CDK's command
 * line would do, so that every way of synthesising makes the same template.
 */
export function synthesise(options: { settings: Settings; bundles: Bundles; outdir: string }): CloudAssembly {
  const { settings, bundles, outdir } = options;
  const { context } = cdkJson.parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'cdk.json'), 'utf8')));
  const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  const shared = { settings, env: { region: settings.region } };
  const name = (part: string) => `Throughline-${settings.environment}-${part}`;
  const stateful = new StatefulStack(app, 'Stateful', { ...shared, stackName: name('stateful') });
  new WorkflowStack(app, 'Workflow', { ...shared, stackName: name('workflow'), bundles, stateful });
  new WebStack(app, 'Web', { ...shared, stackName: name('web'), bundles, stateful });
  Tags.of(app).add('service', 'throughline');
  Tags.of(app).add('environment', settings.environment);
  return app.synth();
}
