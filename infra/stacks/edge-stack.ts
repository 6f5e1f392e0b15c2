import { Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { type Settings, siteHost } from '../settings.ts';

/**
 * The one thing outside the region: CloudFront takes its certificate and its firewall from us-east-1 alone. Neither holds
 * personal data; the firewall sees requests at the edge that they came to.
 */
export class EdgeStack extends Stack {
  readonly firewallArn: string;
  readonly certificate: Certificate;

  constructor(scope: Construct, id: string, props: StackProps & { readonly settings: Settings }) {
    super(scope, id, props);
    const { zone, requestsPerAddress } = props.settings;
    const hostedZone =
      zone && HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: zone.id, zoneName: zone.name });
    this.certificate = new Certificate(this, 'Certificate', {
      domainName: siteHost(props.settings),
      // Without a zone of ours the deploy waits until somebody has entered the record that the console shows.
      validation: CertificateValidation.fromDns(hostedZone),
    });
    this.firewallArn = createFirewall(this, requestsPerAddress).attrArn;
  }
}

function createFirewall(scope: Construct, requestsPerAddress: number): CfnWebACL {
  return new CfnWebACL(scope, 'Firewall', {
    scope: 'CLOUDFRONT',
    description: 'Too many requests from one address, and requests that AWS knows as attacks',
    defaultAction: { allow: {} },
    visibilityConfig: visible('Firewall'),
    rules: [
      {
        name: 'RatePerAddress',
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress } },
        visibilityConfig: visible('RatePerAddress'),
      },
      managed('AWSManagedRulesAmazonIpReputationList', 1),
      managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
      // A message to the hub may be longer than the 8 KiB that this rule takes; the site itself takes 64 KiB at most,
      // and the console a file of 1 MiB.
      managed('AWSManagedRulesCommonRuleSet', 3, ['SizeRestrictions_BODY']),
    ],
  });
}

function managed(name: string, priority: number, counted: readonly string[] = []): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visible(name),
  };
}

/** Samples of requests would show addresses that hold secrets, so none are kept. */
function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
