import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OAuthScope, UserPoolClient, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Bundles } from '../bundles.ts';
import { grantStart } from '../constructs/machine-grants.ts';
import { machineEnvironment } from '../constructs/machine-names.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { grantTable } from '../constructs/table-grants.ts';
import { tableEnvironment } from '../constructs/workflow-function.ts';
import type { Settings } from '../settings.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface WebStackProps extends StackProps {
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly stateful: StatefulStack;
}

/** The site for schools and participants, and the console for admins, behind one HTTP API. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const client = createClient(this, props);
    const api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Throughline: site and console' });
    const logs = new LogGroup(this, 'AccessLogs', { retention: RetentionDays.THREE_MONTHS });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: { destination: new LogGroupLogDestination(logs) },
    });
    const site = this.#site(props);
    const admin = this.#console(props, client);
    api.addRoutes({ path: '/admin', methods: [HttpMethod.ANY], integration: admin });
    api.addRoutes({ path: '/admin/{proxy+}', methods: [HttpMethod.ANY], integration: admin });
    api.addRoutes({ path: '/{proxy+}', methods: [HttpMethod.ANY], integration: site });
    api.addRoutes({ path: '/', methods: [HttpMethod.ANY], integration: site });
  }

  #site({ settings, bundles, stateful }: WebStackProps): HttpLambdaIntegration {
    const site = new NodeFunction(this, 'Site', {
      name: 'site',
      description: 'The pages for schools, participants and cohort leads.',
      bundles,
      settings,
      memorySize: 1024,
      timeout: Duration.seconds(15),
      environment: {
        ...tableEnvironment(stateful, settings),
        ...machineEnvironment(this, settings),
        LINK_KEYS_ARN: stateful.linkKeys.secretArn,
      },
    });
    grantTable(site, stateful.table, {
      read: true,
      readMany: true,
      write: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
    });
    grantStart(site, settings);
    stateful.linkKeys.grantRead(site);
    return new HttpLambdaIntegration('SiteIntegration', site);
  }

  #console({ settings, bundles, stateful }: WebStackProps, client: UserPoolClient): HttpLambdaIntegration {
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
        OIDC_ISSUER: stateful.userPool.userPoolProviderUrl,
        OIDC_CLIENT_ID: client.userPoolClientId,
      },
    });
    grantTable(admin, stateful.table, { read: true, readMany: true, write: ['PutItem', 'UpdateItem', 'DeleteItem'] });
    grantStart(admin, settings);
    return new HttpLambdaIntegration('ConsoleIntegration', admin);
  }
}

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
