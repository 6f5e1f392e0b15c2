import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checkSettings, environments } from '../../infra/settings.ts';
import { evaluate } from '../../local/services/iam/evaluate.ts';
import { compilePolicy } from '../../local/services/iam/statement.ts';
import { readJson, synthesised } from '../support/synthesised.ts';

const template = v.object({
  Resources: v.record(v.string(), v.looseObject({ Type: v.string(), Properties: v.optional(v.unknown()) })),
});
const statement = v.looseObject({ Action: v.union([v.string(), v.array(v.string())]) });
const policy = v.looseObject({ PolicyDocument: v.looseObject({ Statement: v.array(statement) }) });

/** The mailer's own statement, on any resource: what it is about is whom it lets be mailed. */
function sendStatement(name: 'staging' | 'production') {
  const { Resources } = v.parse(template, readJson(synthesised(name), 'Workflow.template.json'));
  const statements = Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => v.parse(policy, Properties).PolicyDocument.Statement);
  const found = statements.filter(({ Action }) => [Action].flat().includes('ses:SendEmail'));
  expect(found).toHaveLength(1);
  return compilePolicy('mailer', { Statement: [{ ...found[0], Resource: '*' }] }, 'identity');
}

function maySend(name: 'staging' | 'production', recipients: readonly string[] | undefined): boolean {
  const from = environments[name].sender.address;
  const keys: Array<[string, string | readonly string[]]> = [['ses:fromaddress', from]];
  if (recipients) keys.push(['ses:recipients', recipients]);
  const check = {
    action: 'ses:SendEmail',
    resource: 'arn:aws:ses:eu-west-2:000000000000:identity/x',
    context: new Map(keys),
  };
  return evaluate(sendStatement(name), check).outcome === 'allowed';
}

describe('staging', () => {
  test('may mail the addresses on its allow-list', () => {
    expect(maySend('staging', ['rehearsal@throughline.example', 'success@simulator.amazonses.com'])).toBe(true);
  });

  test('is refused by IAM where one recipient is not on the list', () => {
    expect(maySend('staging', ['rehearsal@throughline.example', 'head@school.example'])).toBe(false);
  });

  test('is refused by IAM where no recipient is named, which ForAllValues alone would allow', () => {
    expect(maySend('staging', undefined)).toBe(false);
  });

  test('tells the mailer the same list', () => {
    const text = JSON.stringify(readJson(synthesised('staging'), 'Workflow.template.json'));
    expect(text).toContain('"MAIL_ALLOWED":"*@simulator.amazonses.com rehearsal@throughline.example"');
  });

  test('can’t be set to mail anybody (case 66)', () => {
    const open = { ...environments.staging, recipients: { to: 'anybody' } };
    expect(() => checkSettings(open, 'staging')).toThrow('dev and staging mail nobody but an allow-list');
  });
});

test('production may mail anybody, and only as its own address', () => {
  expect(maySend('production', ['head@school.example'])).toBe(true);
});
