import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readJson, synthesised } from '../support/synthesised.ts';

const report = v.object({
  pluginReports: v.array(
    v.object({
      pluginName: v.string(),
      conclusion: v.string(),
      violations: v.optional(v.array(v.unknown()), () => []),
    }),
  ),
});

const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

describe('the templates of every environment', () => {
  test.for(['dev', 'staging', 'production'] as const)('leave no finding of cdk-nag unacknowledged (%s)', (name) => {
    const { pluginReports } = v.parse(report, readJson(synthesised(name), 'validation-report.json'));
    expect(pluginReports.map(({ pluginName, violations }) => [pluginName, violations])).toEqual([
      ['AwsSolutions', []],
      ['Serverless', []],
    ]);
  });
});

describe('the checks that every synthesis makes', () => {
  test('refuse what CloudFormation’s resource schemas refuse', () => {
    const app = new App({ context });
    const stack = new Stack(app, 'Wrong');
    new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { VisibilityTimeOut: 30 } });
    expect(() => app.synth()).toThrow('CloudFormation-Validate::F3002');
  });

  test('refuse a finding that nobody acknowledged', () => {
    const app = new App();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    new CfnQueue(new Stack(app, 'Plain'), 'Queue', {});
    expect(() => app.synth()).toThrow('AwsSolutions::AwsSolutions-SQS4');
  });
});
