import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import * as v from 'valibot';
import { readAs } from '../functions/domain/read-as.ts';
import type { Bundles } from './bundles.ts';
import type { Settings } from './settings.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { StatefulStack } from './stacks/stateful-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';

/** The only one that CloudFront takes certificates and firewalls from. */
const edgeRegion = 'us-east-1';

const cdkJson = v.object({ context: v.record(v.string(), v.unknown()) });

/**
 * Synthesises the app with no network and no account. The feature flags are read from `cdk.json`, as the CDK's command
 * line would do, so that every way of synthesising makes the same template. What AWS's own validation of templates or cdk-nag
 * finds, and nobody has acknowledged beside the resource, makes it fail.
 */
export function synthesise(options: { settings: Settings; bundles: Bundles; outdir: string }): CloudAssembly {
  const { settings, bundles, outdir } = options;
  const { context } = readAs(cdkJson, JSON.parse(readFileSync(join(import.meta.dirname, '..', 'cdk.json'), 'utf8')));
  const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  const shared = { settings, env: { region: settings.region } };
  const name = (part: string) => `Throughline-${settings.environment}-${part}`;
  const stateful = new StatefulStack(app, 'Stateful', { ...shared, stackName: name('stateful') });
  const workflow = new WorkflowStack(app, 'Workflow', { ...shared, stackName: name('workflow'), bundles, stateful });
  const edge = new EdgeStack(app, 'Edge', { settings, env: { region: edgeRegion }, stackName: name('edge') });
  const web = new WebStack(app, 'Web', {
    ...shared,
    stackName: name('web'),
    bundles,
    stateful,
    edge,
    lanes: workflow.lanes,
  });
  new ObservabilityStack(app, 'Observability', {
    ...shared,
    stackName: name('observability'),
    stateful,
    workflow,
    web,
  });
  // A start on one machine doesn't wait for checks of what it doesn't deploy.
  if (settings.environment !== 'local')
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  Tags.of(app).add('service', 'throughline');
  Tags.of(app).add('environment', settings.environment);
  return app.synth();
}
