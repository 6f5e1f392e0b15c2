import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { eventFunctions } from '../../infra/constructs/given-up.ts';
import { readJson, synthesised } from '../support/synthesised.ts';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const target = z.object({ Arn: z.unknown(), DeadLetterConfig: z.object({}).optional() });
const refs = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, id]) => id ?? '');

let resources: z.infer<typeof template>['Resources'];
beforeAll(() => {
  resources = template.parse(readJson(synthesised('production'), 'Workflow.template.json')).Resources;
}, 400_000);

/** The functions whose events are kept when they are given up: those that fail, and those that can't be handed over. */
function kept(): string[] {
  const found = Object.values(resources).flatMap(({ Type, Properties }) => {
    switch (Type) {
      case 'AWS::Lambda::EventInvokeConfig':
        return refs(Properties.FunctionName);
      case 'AWS::Events::Rule':
        return z
          .array(target)
          .parse(Properties.Targets)
          .flatMap((each) => (each.DeadLetterConfig ? refs(each.Arn) : []));
      case 'AWS::Scheduler::Schedule': {
        const each = target.parse(Properties.Target);
        return each.DeadLetterConfig ? refs(each.Arn) : [];
      }
      default:
        return [];
    }
  });
  return [...new Set(found)].map((id) => String(resources[id]?.Properties.FunctionName));
}

test('every event that is kept when it is given up can be sent to its function again from the console', () => {
  const named = eventFunctions.map((name) => `throughline-production-${name}`);
  expect(kept().toSorted()).toEqual(named.toSorted());
});
