import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { readJson, synthesised } from '../support/synthesised.ts';

const template = v.object({
  Resources: v.record(
    v.string(),
    v.looseObject({ Type: v.string(), Properties: v.optional(v.record(v.string(), v.unknown())) }),
  ),
});
/** Code, permissions and ways: nothing of anybody rests in them. */
const keepsNothing = /^AWS::(IAM|Lambda|ApiGatewayV2|CDK|CloudFront::ResponseHeadersPolicy)|Policy$/;
const stacks = ['Stateful', 'Workflow', 'Web', 'Edge', 'Observability'] as const;
let texts: string[] = [];
let resources: Array<{ Type: string; Properties?: Record<string, unknown> | undefined }> = [];

beforeAll(() => {
  const templates = stacks.map((stack) => readJson(synthesised('production'), `${stack}.template.json`));
  texts = templates.map((each) => JSON.stringify(each));
  resources = templates.flatMap((each) => Object.values(v.parse(template, each).Resources));
}, 400_000);

const only = (type: string) => {
  const found = resources.filter(({ Type }) => Type === type);
  expect(found).toHaveLength(1);
  return found[0]?.Properties ?? {};
};

describe('production', () => {
  test('asks every admin for a second factor, and lets nobody sign up', () => {
    expect(only('AWS::Cognito::UserPool')).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    });
  });

  test('has a group for each role and each hub', () => {
    const groups = resources.filter(({ Type }) => Type === 'AWS::Cognito::UserPoolGroup');
    expect(groups.map(({ Properties }) => Properties?.GroupName).sort()).toEqual(
      ['admins', 'hub-leads', 'hub:sample-maths-hub', 'llmes', 'viewers'].sort(),
    );
  });

  test('keeps the table under a key of our own that rotates, protected and recoverable', () => {
    expect(only('AWS::KMS::Key')).toMatchObject({ EnableKeyRotation: true });
    expect(only('AWS::DynamoDB::GlobalTable')).toMatchObject({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });

  test('speaks TLS 1.2 or later with visitors, behind a firewall', () => {
    const { DistributionConfig } = only('AWS::CloudFront::Distribution');
    expect(DistributionConfig).toMatchObject({
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      WebACLId: expect.anything(),
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
    });
  });

  test('has no secret in any template', () => {
    for (const text of texts) expect(text).not.toMatch(/"SecretString":|BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}/);
  });

  test('keeps neither paths nor addresses in access logs', () => {
    const { AccessLogSettings } = only('AWS::ApiGatewayV2::Stage');
    const format = JSON.stringify(AccessLogSettings);
    expect(format).toContain('$context.requestId');
    expect(format).not.toMatch(/\$context\.(path|identity|protocol|domainName)/);
  });

  test('is in London, but for what CloudFront takes from us-east-1 alone', () => {
    const manifest = v.object({
      artifacts: v.record(v.string(), v.looseObject({ environment: v.optional(v.string()) })),
    });
    const { artifacts } = v.parse(manifest, readJson(synthesised('production'), 'manifest.json'));
    const places = stacks.map((stack) => [stack, artifacts[stack]?.environment?.split('/').at(-1)]);
    expect(places).toEqual(stacks.map((stack) => [stack, stack === 'Edge' ? 'us-east-1' : 'eu-west-2']));
  });

  test('keeps nothing whose place and time the page about data’s whereabouts doesn’t give', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations', 'residency.md'), 'utf8');
    const told = new Set([...page.matchAll(/`(AWS::[A-Za-z0-9:]+)`/g)].map(([, type]) => type));
    const kept = new Set(resources.map(({ Type }) => Type).filter((type) => !keepsNothing.test(type)));
    expect(told).toEqual(kept);
  });
});
