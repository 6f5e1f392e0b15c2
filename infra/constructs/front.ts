import { Duration, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { originSecretHeader } from '../../functions/web/guard-origin.ts';
import { type Settings, siteHost } from '../settings.ts';
import type { EdgeStack } from '../stacks/edge-stack.ts';
import { acknowledge } from './acknowledge.ts';

export interface FrontProps {
  readonly settings: Settings;
  readonly edge: EdgeStack;
  readonly api: HttpApi;
  readonly originSecret: ISecret;
}

/** CloudFront with the firewall in front of the HTTP API: pages are never cached, assets (named by content) for ever. */
export class Front extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: FrontProps) {
    super(scope, id);
    const { settings, edge } = props;
    const behaviour = {
      origin: createOrigin(props),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: strictHeaders(this),
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Throughline ${settings.environment}; origin secret: ${settings.originSecretRotation}`,
      domainNames: [siteHost(settings)],
      certificate: edge.certificate,
      webAclId: edge.firewallArn,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // The schools are in England; a wider class would only add edges that nobody is near.
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        ...behaviour,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
      },
      additionalBehaviors: {
        '/assets/*': {
          ...behaviour,
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        },
      },
    });
    acknowledge(this.distribution, {
      'AwsSolutions-CFR1': 'A participant may answer from anywhere, a holiday abroad included.',
      'AwsSolutions-CFR3': 'Access logs would keep addresses of pages, which hold secrets of links.',
    });
    this.#addRecords(settings);
  }

  #addRecords(settings: Settings): void {
    const { zone } = settings;
    if (!zone) return;
    const hostedZone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: zone.id,
      zoneName: zone.name,
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    const recordName = siteHost(settings);
    new ARecord(this, 'Address', { zone: hostedZone, recordName, target });
    new AaaaRecord(this, 'Address6', { zone: hostedZone, recordName, target });
  }
}

/** CloudFormation puts the secret in when it writes the distribution: it is in no template. */
function createOrigin({ api, originSecret }: FrontProps): HttpOrigin {
  return new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    readTimeout: Duration.seconds(30),
    customHeaders: { [originSecretHeader]: `{{resolve:secretsmanager:${originSecret.secretArn}:SecretString:::}}` },
  });
}

/** For answers that no function of ours made, such as a refusal by API Gateway; ours say the same and more. */
function strictHeaders(scope: Construct): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, 'StrictHeaders', {
    comment: 'What every answer carries',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: false },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(365),
        includeSubdomains: true,
        preload: false,
        override: true,
      },
    },
  });
}
