import { expect, it } from 'vitest';
import { createInvokePermissions } from '../../../local/cloud/invoke-permissions.ts';

const api = 'arn:aws:execute-api:eu-west-2:000000000000:api';
const permissions = () =>
  createInvokePermissions([
    {
      path: 'Web/Permission',
      functionName: 'site',
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api}/*/*/{proxy+}`,
    },
  ]);

it('lets a service invoke a function for a source that the template’s permission fits', () => {
  expect(permissions().allows('site', 'apigateway.amazonaws.com', `${api}/$default/GET/{proxy+}`)).toBe(true);
});

it.each([
  ['another function', 'console', 'apigateway.amazonaws.com', `${api}/$default/GET/{proxy+}`],
  ['another service', 'site', 'events.amazonaws.com', `${api}/$default/GET/{proxy+}`],
  ['another route', 'site', 'apigateway.amazonaws.com', `${api}/$default/GET/admin`],
])('refuses %s', (_, functionName, principal, sourceArn) => {
  expect(permissions().allows(functionName, principal, sourceArn)).toBe(false);
});

it('counts which permission was used', () => {
  const some = permissions();
  some.allows('site', 'apigateway.amazonaws.com', `${api}/$default/GET/{proxy+}`);
  expect(some.used().get('Web/Permission')).toBe(1);
});
