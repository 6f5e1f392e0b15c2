import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { eventFunctions } from '../../infra/constructs/given-up.ts';
import { readJson, synthesised } from '../support/synthesised.ts';

const template = v.object({
  Resources: v.record(
    v.string(),
    v.object({ Type: v.string(), Properties: v.optional(v.record(v.string(), v.unknown()), () => ({})) }),
  ),
});
const target = v.object({ Arn: v.unknown(), DeadLetterConfig: v.optional(v.object({})) });
const refs = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, id]) => id ?? '');

let resources: v.InferOutput<typeof template>['Resources'];
beforeAll(() => {
  resources = v.parse(template, readJson(synthesised('production'), 'Workflow.template.json')).Resources;
}, 400_000);

/** The functions whose events are kept when they are given up: those that fail, and those that can't be handed over. */
function kept(): string[] {
  const found = Object.values(resources).flatMap(({ Type, Properties }) => {
    switch (Type) {
      case 'AWS::Lambda::EventInvokeConfig':
        return refs(Properties.FunctionName);
      case 'AWS::Events::Rule':
        return v
          .parse(v.array(target), Properties.Targets)
          .flatMap((each) => (each.DeadLetterConfig ? refs(each.Arn) : []));
      case 'AWS::Scheduler::Schedule': {
        const each = v.parse(target, Properties.Target);
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
