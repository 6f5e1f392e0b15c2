import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';

/** One action of one statement in the template. */
export interface TemplateGrant {
  /** Stack, policy and the statement in it, as the evaluator names it. */
  readonly statement: string;
  readonly action: string;
}

const statement = v.looseObject({
  Sid: v.optional(v.string()),
  Action: v.optional(v.union([v.string(), v.array(v.string())])),
});
const policyProperties = v.looseObject({ PolicyDocument: v.looseObject({ Statement: v.array(statement) }) });
const template = v.looseObject({
  Resources: v.record(v.string(), v.looseObject({ Type: v.string(), Properties: v.optional(v.unknown()) })),
});
const manifest = v.object({
  artifacts: v.record(
    v.string(),
    v.object({ type: v.string(), properties: v.optional(v.looseObject({ stackName: v.optional(v.string()) })) }),
  ),
});
const policyTypes: readonly string[] = ['AWS::IAM::Policy', 'AWS::SQS::QueuePolicy'];

export class NoSuchGrant extends Error {
  override readonly name = 'NoSuchGrant';
}

/** A copy of an assembly for another address of the site, without one grant. Throws `NoSuchGrant` when it isn't there. */
export function copyAssembly(
  from: string,
  to: string,
  changes: { readonly siteUrl: readonly [was: string, is: string]; readonly without?: TemplateGrant | undefined },
): void {
  const stacks = stackNames(from);
  let isGone = changes.without === undefined;
  for (const name of readdirSync(from)) {
    if (name.startsWith('asset.')) symlinkSync(join(from, name), join(to, name));
    else if (!name.endsWith('.template.json')) cpSync(join(from, name), join(to, name));
    else {
      const text = readFileSync(join(from, name), 'utf8').replaceAll(...changes.siteUrl);
      const parsed = readAs(template, JSON.parse(text));
      const stack = stacks.get(name.slice(0, -'.template.json'.length)) ?? '';
      if (changes.without && removeGrant(parsed, stack, changes.without)) isGone = true;
      writeFileSync(join(to, name), JSON.stringify(parsed));
    }
  }
  if (!isGone) throw new NoSuchGrant(`${changes.without?.statement} does not allow ${changes.without?.action}.`);
}

function stackNames(folder: string): Map<string, string> {
  const { artifacts } = readAs(manifest, JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  return new Map(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([name, { properties }]) => [name, properties?.stackName ?? name]),
  );
}

function removeGrant(parsed: v.InferOutput<typeof template>, stack: string, grant: TemplateGrant): boolean {
  for (const [logicalId, resource] of Object.entries(parsed.Resources)) {
    if (!policyTypes.includes(resource.Type)) continue;
    const properties = readAs(policyProperties, resource.Properties);
    const statements = properties.PolicyDocument.Statement;
    const index = statements.findIndex(({ Sid }, at) => `${stack}/${logicalId}#${Sid ? Sid : at}` === grant.statement);
    const found = statements[index];
    const actions = [found?.Action ?? []].flat();
    const kept = actions.filter((action) => action.toLowerCase() !== grant.action.toLowerCase());
    if (!found || kept.length === actions.length) continue;
    if (kept.length === 0) statements.splice(index, 1);
    else found.Action = kept;
    resource.Properties = properties;
    return true;
  }
  return false;
}
