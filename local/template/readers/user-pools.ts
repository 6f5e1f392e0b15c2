import * as v from 'valibot';
import { defined } from '../defined.ts';
import { type FoundResource, flag, readProperties } from '../found-resource.ts';
import type { UserPoolDefinition } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';

/** What a pool says of passwords, codes and messages is Cognito's business: here people sign in with one button. */
const poolProperties = v.looseObject({});

const groupProperties = v.strictObject({ GroupName: v.string(), UserPoolId: v.string() });
const groupWithoutEffect = { Precedence: 'a group is a claim here', RoleArn: 'a group is a claim here' };

const clientProperties = v.strictObject({
  ClientName: v.optional(v.string()),
  UserPoolId: v.string(),
  GenerateSecret: v.optional(flag, false),
  AllowedOAuthFlows: v.array(v.literal('code')),
  AllowedOAuthFlowsUserPoolClient: flag,
  AllowedOAuthScopes: v.array(v.picklist(['openid', 'email', 'profile'])),
  CallbackURLs: v.array(v.pipe(v.string(), v.url())),
  LogoutURLs: v.optional(v.array(v.pipe(v.string(), v.url())), () => []),
  SupportedIdentityProviders: v.array(v.literal('COGNITO')),
});
const clientWithoutEffect = {
  PreventUserExistenceErrors: 'the sample people are no secret',
  ExplicitAuthFlows: 'only the code flow exists here',
  EnableTokenRevocation: 'tokens are read once and thrown away',
  AccessTokenValidity: 'tokens are read once and thrown away',
  IdTokenValidity: 'tokens are read once and thrown away',
  RefreshTokenValidity: 'tokens are read once and thrown away',
  TokenValidityUnits: 'tokens are read once and thrown away',
};

/** The user pools with their groups and clients. */
export function readUserPools(resources: readonly FoundResource[]): UserPoolDefinition[] {
  const ofType = (type: string) => resources.filter((found) => found.type === `AWS::Cognito::${type}`);
  const groups = ofType('UserPoolGroup').map((found) => readProperties(found, groupProperties, groupWithoutEffect));
  const clients = ofType('UserPoolClient').map(readClient);
  const pools = ofType('UserPool').map((found) => {
    readProperties(found, poolProperties);
    return {
      id: found.ref,
      arn: found.attribute('Arn'),
      groups: groups.filter(({ UserPoolId }) => UserPoolId === found.ref).map(({ GroupName }) => GroupName),
      clients: clients.filter(({ poolId }) => poolId === found.ref).map(({ client }) => client),
    };
  });
  if (pools.length > 1)
    throw new TemplateError('The template has more than one user pool; one sign-in is served here.');
  return pools;
}

function readClient(found: FoundResource) {
  const properties = readProperties(found, clientProperties, clientWithoutEffect);
  return {
    poolId: properties.UserPoolId,
    client: defined({
      clientId: found.ref,
      clientSecret: properties.GenerateSecret ? found.attribute('ClientSecret') : undefined,
      callbackUrls: properties.CallbackURLs,
      logoutUrls: properties.LogoutURLs,
    }),
  };
}
