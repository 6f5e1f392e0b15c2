import * as z from 'zod';
import { type Condition, compileConditions } from './conditions.ts';
import { UnknownPolicyElement } from './policy-error.ts';
import { checkVariables } from './variables.ts';

/** A policy as IAM has it, intrinsics resolved. */
export interface PolicyDocument {
  readonly Version?: string | undefined;
  readonly Statement: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** What a call tells of itself, by condition key in lower case. A key with several values holds a list. */
export type Context = ReadonlyMap<string, string | readonly string[]>;

/** A list of patterns, or everything but them. */
export interface Matcher {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/** A statement, checked and ready to be evaluated. */
export interface Statement {
  /** The policy's id, and the statement's `Sid` or number in it. */
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  /** In lower case: actions are compared without regard to case. */
  readonly actions: Matcher;
  /** Absent in a resource's own policy that names no resource: then it means that resource. */
  readonly resources: Matcher | undefined;
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

/** Whom a resource's own policy is about. */
export interface Principals {
  readonly not: boolean;
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

const texts = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const principal = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'], Service: ['*'] })),
  z.strictObject({ AWS: texts.default([]), Service: texts.default([]) }),
]);
const conditionValues = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)])
  .transform((value) => [value].flat().map(String));

const statementShape = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Principal: principal.optional(),
    NotPrincipal: principal.optional(),
    Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), {
    error: 'needs Action or NotAction, and not both',
  })
  .refine(({ Resource, NotResource }) => !(Resource && NotResource), { error: 'has both Resource and NotResource' })
  .refine(({ Principal, NotPrincipal }) => !(Principal && NotPrincipal), {
    error: 'has both Principal and NotPrincipal',
  });
type StatementShape = z.infer<typeof statementShape>;

/** What a role's policies hold, or a resource's own. */
export type PolicyKind = 'identity' | 'resource';

/** The statements of a policy. Throws `UnknownPolicyElement`, naming the statement, for what is not understood. */
export function compilePolicy(id: string, policy: PolicyDocument, kind: PolicyKind = 'identity'): Statement[] {
  return policy.Statement.map((raw, index) => {
    const statementId = `${id}#${typeof raw.Sid === 'string' && raw.Sid !== '' ? raw.Sid : index}`;
    const parsed = statementShape.safeParse(raw);
    if (!parsed.success) throw new UnknownPolicyElement(`${statementId}: ${z.prettifyError(parsed.error)}`);
    try {
      return compileStatement(statementId, parsed.data, kind);
    } catch (cause) {
      if (!(cause instanceof UnknownPolicyElement)) throw cause;
      throw new UnknownPolicyElement(`${statementId}: ${cause.message}`, { cause });
    }
  });
}

function compileStatement(id: string, shape: StatementShape, kind: PolicyKind): Statement {
  const principals = principalsOf(shape);
  const resources = matcherOf(shape.Resource, shape.NotResource);
  if (kind === 'identity' && principals) throw new UnknownPolicyElement('a role’s policy has no Principal');
  if (kind === 'identity' && !resources) throw new UnknownPolicyElement('needs Resource or NotResource');
  if (kind === 'resource' && !principals) throw new UnknownPolicyElement('needs Principal or NotPrincipal');
  for (const pattern of resources?.patterns ?? []) checkVariables(pattern);
  const actions = matcherOf(shape.Action, shape.NotAction) ?? { not: false, patterns: [] };
  return {
    id,
    effect: shape.Effect,
    actions: { ...actions, patterns: actions.patterns.map((pattern) => pattern.toLowerCase()) },
    resources,
    principals,
    conditions: compileConditions(shape.Condition),
  };
}

function matcherOf(patterns: readonly string[] | undefined, not: readonly string[] | undefined): Matcher | undefined {
  if (patterns) return { not: false, patterns };
  return not && { not: true, patterns: not };
}

function principalsOf({ Principal, NotPrincipal }: StatementShape): Principals | undefined {
  const given = Principal ?? NotPrincipal;
  return given && { not: NotPrincipal !== undefined, aws: given.AWS, services: given.Service };
}
