import * as v from 'valibot';
import { type FoundResource, readProperties } from '../found-resource.ts';
import type { StateMachineDefinition } from '../inventory.ts';
import { TemplateError } from '../template-error.ts';

const machineProperties = v.strictObject({
  StateMachineName: v.optional(v.string()),
  StateMachineType: v.optional(v.literal('STANDARD')),
  RoleArn: v.string(),
  DefinitionString: v.string(),
  DefinitionSubstitutions: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), () => ({})),
});

const withoutEffect = {
  LoggingConfiguration: 'histories are in the panel',
  TracingConfiguration: 'there is no X-Ray here',
  EncryptionConfiguration: 'encryption at rest is AWS’s',
};

/** A state machine with its substitutions made, as CloudFormation makes them: `${Name}` anywhere in the text. */
export function readStateMachine(found: FoundResource): StateMachineDefinition {
  const properties = readProperties(found, machineProperties, withoutEffect);
  return {
    name: found.attribute('Name'),
    arn: found.ref,
    roleArn: properties.RoleArn,
    definition: substitute(found, properties.DefinitionString, properties.DefinitionSubstitutions),
  };
}

function substitute(found: FoundResource, text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (_, name: string) => {
    if (!(name in values)) throw new TemplateError(`${found.path} has no value for the substitution ${name}.`);
    return JSON.stringify(String(values[name])).slice(1, -1);
  });
}
