import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** One action of one statement in the template. */
export interface TemplateGrant {
  /** Stack, policy and the statement in it, as the evaluator names it. */
  readonly statement: string;
  readonly action: string;
}

const statement = z.looseObject({
  Sid: z.string().optional(),
  Action: z.union([z.string(), z.array(z.string())]).optional(),
});
const policyProperties = z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(statement) }) });
const template = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown().optional() })),
});
const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.looseObject({ stackName: z.string().optional() }).optional() }),
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
      const parsed = template.parse(JSON.parse(text));
      const stack = stacks.get(name.slice(0, -'.template.json'.length)) ?? '';
      if (changes.without && removeGrant(parsed, stack, changes.without)) isGone = true;
      writeFileSync(join(to, name), JSON.stringify(parsed));
    }
  }
  if (!isGone) throw new NoSuchGrant(`${changes.without?.statement} does not allow ${changes.without?.action}.`);
}

function stackNames(folder: string): Map<string, string> {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  return new Map(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([name, { properties }]) => [name, properties?.stackName ?? name]),
  );
}

function removeGrant(parsed: z.infer<typeof template>, stack: string, grant: TemplateGrant): boolean {
  for (const [logicalId, resource] of Object.entries(parsed.Resources)) {
    if (!policyTypes.includes(resource.Type)) continue;
    const properties = policyProperties.parse(resource.Properties);
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
