import * as v from 'valibot';

const resource = v.looseObject({ Type: v.string() });
export const stackTemplate = v.looseObject({
  Resources: v.record(v.string(), resource),
  Outputs: v.optional(v.record(v.string(), v.unknown()), () => ({})),
});
export type StackTemplate = v.InferOutput<typeof stackTemplate>;

const tableType = 'AWS::DynamoDB::GlobalTable';

export interface Exchange {
  /** The stack without its table, which CloudFormation then retains. */
  readonly detached: StackTemplate;
  /** The same with the table again, as an import wants it: nothing else may be new. */
  readonly importing: StackTemplate;
  /** What is imported as the table. */
  readonly resourcesToImport: readonly [
    { readonly ResourceType: string; readonly LogicalResourceId: string; readonly ResourceIdentifier: object },
  ];
}

/** A stack's template holds no table, or several. */
export class NotOneTable extends Error {
  override readonly name = 'NotOneTable';
}

/**
 * The two templates that put another table in the place of a stack's own: CloudFormation can't exchange a resource, but it
 * can let one go and take one in. What refers to the table goes with it, and comes back with the next deploy.
 */
export function exchangeTemplates(template: StackTemplate, tableName: string): Exchange {
  const tables = Object.entries(template.Resources).filter(([, { Type }]) => Type === tableType);
  const [[id, table] = []] = tables;
  if (id === undefined || table === undefined || tables.length > 1)
    throw new NotOneTable(`${tables.length} tables are in the template`);
  const detached = without(template, [id]);
  return {
    detached,
    importing: { ...detached, Resources: { ...detached.Resources, [id]: table } },
    resourcesToImport: [
      { ResourceType: tableType, LogicalResourceId: id, ResourceIdentifier: { TableName: tableName } },
    ],
  };
}

/** The template without resources, whatever refers to them, and whatever refers to that. */
function without(template: StackTemplate, gone: readonly string[]): StackTemplate {
  const kept = Object.entries(template.Resources).filter(([id]) => !gone.includes(id));
  const orphans = kept.filter(([, each]) => gone.some((id) => refersTo(each, id))).map(([id]) => id);
  if (orphans.length > 0) return without(template, [...gone, ...orphans]);
  const outputs = Object.entries(template.Outputs).filter(([, each]) => !gone.some((id) => refersTo(each, id)));
  return { ...template, Resources: Object.fromEntries(kept), Outputs: Object.fromEntries(outputs) };
}

/** `Ref`, `Fn::GetAtt` and `DependsOn` name it by itself, `Fn::Sub` within a text. */
function refersTo(value: unknown, id: string): boolean {
  const text = JSON.stringify(value);
  return text.includes(`"${id}"`) || text.includes(`\${${id}}`) || text.includes(`\${${id}.`);
}
