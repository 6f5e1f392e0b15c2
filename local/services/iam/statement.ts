import * as v from 'valibot';
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

const texts = v.pipe(
  v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1))]),
  v.transform((value) => [value].flat()),
);
const principal = v.union([
  v.pipe(
    v.literal('*'),
    v.transform(() => ({ AWS: ['*'], Service: ['*'] })),
  ),
  v.strictObject({ AWS: v.optional(texts), Service: v.optional(texts) }),
]);
const conditionValues = v.pipe(
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.pipe(v.array(v.union([v.string(), v.number(), v.boolean()])), v.minLength(1)),
  ]),
  v.transform((value) => [value].flat().map(String)),
);

const statementShape = v.pipe(
  v.strictObject({
    Sid: v.optional(v.string()),
    Effect: v.picklist(['Allow', 'Deny']),
    Action: v.optional(texts),
    NotAction: v.optional(texts),
    Resource: v.optional(texts),
    NotResource: v.optional(texts),
    Principal: v.optional(principal),
    NotPrincipal: v.optional(principal),
    Condition: v.optional(v.record(v.string(), v.record(v.string(), conditionValues)), () => ({})),
  }),
  v.check(
    ({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined),
    'needs Action or NotAction, and not both',
  ),
  v.check(({ Resource, NotResource }) => !(Resource && NotResource), 'has both Resource and NotResource'),
  v.check(({ Principal, NotPrincipal }) => !(Principal && NotPrincipal), 'has both Principal and NotPrincipal'),
);
type StatementShape = v.InferOutput<typeof statementShape>;

/** What a role's policies hold, or a resource's own. */
export type PolicyKind = 'identity' | 'resource';

/** The statements of a policy. Throws `UnknownPolicyElement`, naming the statement, for what is not understood. */
export function compilePolicy(id: string, policy: PolicyDocument, kind: PolicyKind = 'identity'): Statement[] {
  return policy.Statement.map((raw, index) => {
    const statementId = `${id}#${typeof raw.Sid === 'string' && raw.Sid !== '' ? raw.Sid : index}`;
    const parsed = v.safeParse(statementShape, raw);
    if (!parsed.success) throw new UnknownPolicyElement(`${statementId}: ${v.summarize(parsed.issues)}`);
    try {
      return compileStatement(statementId, parsed.output, kind);
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
  return given && { not: NotPrincipal !== undefined, aws: given.AWS ?? [], services: given.Service ?? [] };
}
