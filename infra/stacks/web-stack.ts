import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OAuthScope, UserPoolClient, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { indexes } from '../../functions/platform/keys.ts';
import type { Bundles } from '../bundles.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { Front } from '../constructs/front.ts';
import { eventFunctionArns, grantGivenUp } from '../constructs/given-up.ts';
import { grantHistory, grantStart } from '../constructs/machine-grants.ts';
import { machineEnvironment } from '../constructs/machine-names.ts';
import type { MailLanes } from '../constructs/mail-lanes.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { grantSecret } from '../constructs/secret-grants.ts';
import { grantTable } from '../constructs/table-grants.ts';
import { tableEnvironment } from '../constructs/workflow-function.ts';
import type { Settings } from '../settings.ts';
import type { EdgeStack } from './edge-stack.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface WebStackProps extends StackProps {
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly stateful: StatefulStack;
  readonly edge: EdgeStack;
  readonly lanes: MailLanes;
}

/** The site for schools and participants, and the console for admins, behind one HTTP API. */
export class WebStack extends Stack {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const client = createClient(this, props);
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Throughline: site and console' });
    const logs = new LogGroup(this, 'AccessLogs', { retention: RetentionDays.THREE_MONTHS });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat },
    });
    const site = this.#site(props);
    const admin = this.#console(props, client);
    this.api.addRoutes({ path: '/admin', methods: [HttpMethod.ANY], integration: admin });
    this.api.addRoutes({ path: '/admin/{proxy+}', methods: [HttpMethod.ANY], integration: admin });
    this.api.addRoutes({ path: '/{proxy+}', methods: [HttpMethod.ANY], integration: site });
    this.api.addRoutes({ path: '/', methods: [HttpMethod.ANY], integration: site });
    acknowledge(this.api, {
      'AwsSolutions-APIG4':
        'Schools and participants have no account: links are signed, the console signs people in itself (docs/security).',
    });
    new Front(this, 'Front', { ...props, api: this.api, originSecret: props.stateful.originSecret });
  }

  #site({ settings, bundles, stateful, lanes }: WebStackProps): HttpLambdaIntegration {
    const site = new NodeFunction(this, 'Site', {
      name: 'site',
      description: 'The pages for schools, participants and cohort leads.',
      bundles,
      settings,
      memorySize: 1024,
      timeout: Duration.seconds(15),
      environment: {
        ...tableEnvironment(stateful, settings),
        ORIGIN_SECRET_ARN: stateful.originSecret.secretArn,
        ...machineEnvironment(this, settings),
        LINK_KEYS_ARN: stateful.linkKeys.secretArn,
        ...lanes.environment(),
      },
    });
    grantTable(site, stateful.table, {
      read: true,
      readMany: true,
      write: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
    });
    grantStart(site, settings);
    // What somebody asks for on a page goes out at once.
    lanes.urgent.grantSendMessages(site);
    grantSecret(site, stateful.linkKeys);
    grantSecret(site, stateful.originSecret);
    return new HttpLambdaIntegration('SiteIntegration', site);
  }

  #console({ settings, bundles, stateful, lanes }: WebStackProps, client: UserPoolClient): HttpLambdaIntegration {
    const admin = new NodeFunction(this, 'Console', {
      name: 'console',
      description: 'The console for admins, behind OpenID Connect.',
      bundles,
      settings,
      memorySize: 1024,
      timeout: Duration.seconds(15),
      environment: {
        ...tableEnvironment(stateful, settings),
        ...machineEnvironment(this, settings),
        ORIGIN_SECRET_ARN: stateful.originSecret.secretArn,
        OIDC_ISSUER: stateful.userPool.userPoolProviderUrl,
        OIDC_CLIENT_ID: client.userPoolClientId,
        DEAD_LETTERS_URL: lanes.deadLetters.queueUrl,
        ...lanes.environment(),
        EVENT_FUNCTION_ARNS: eventFunctionArns(this, settings).join(' '),
      },
    });
    grantTable(admin, stateful.table, {
      read: true,
      readMany: true,
      readIndexes: [indexes.log, indexes.need, indexes.status],
      write: ['PutItem', 'UpdateItem', 'DeleteItem'],
    });
    grantStart(admin, settings);
    grantHistory(admin, settings);
    grantGivenUp(admin, settings, lanes);
    grantSecret(admin, stateful.originSecret);
    return new HttpLambdaIntegration('ConsoleIntegration', admin);
  }
}

/** Neither path nor address: a path holds the secret of a link, and an address is personal data. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    status: '$context.status',
    ms: '$context.responseLatency',
    error: '$context.integrationErrorMessage',
  }),
);

/** A public client: code flow with PKCE. */
function createClient(scope: Construct, { settings, stateful }: WebStackProps): UserPoolClient {
  return new UserPoolClient(scope, 'ConsoleClient', {
    userPool: stateful.userPool,
    generateSecret: false,
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`${settings.siteUrl}/admin/signed-in`],
      logoutUrls: [`${settings.siteUrl}/admin/signed-out`],
    },
  });
}
