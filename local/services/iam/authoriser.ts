import type { Place } from '../place.ts';
import { type Caller, root, ServiceError, type ServiceName } from '../service.ts';
import { type Check, type Decision, evaluate, type Principal } from './evaluate.ts';
import { type Estate, type Permission, requiredPermissions } from './required-permissions.ts';
import { compilePolicy, type PolicyDocument, type Statement } from './statement.ts';

export interface NamedPolicy {
  /** Where it stands in the template. */
  readonly id: string;
  readonly policy: PolicyDocument;
}

/** The policies of each role, by its ARN. */
export type Policies = ReadonlyMap<string, readonly NamedPolicy[]>;

export interface AuthoriserOptions {
  readonly policies: Policies;
  /** A resource's own policies, by its ARN: those of queues. */
  readonly resourcePolicies?: Policies;
  readonly estate: Estate;
  readonly now: () => number;
  /** Given one line for each refusal: role, action and resource. */
  readonly log: (line: string) => void;
}

/** That a statement allowed an action on a resource. */
export interface Grant {
  readonly statement: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * Checks every call against the template's policies, as IAM does within one account, and remembers which statement
 * allowed what. Throws `UnknownPolicyElement` when a policy holds what it does not know.
 */
export class Authoriser {
  readonly #options: AuthoriserOptions;
  readonly #ofRole: ReadonlyMap<string, readonly Statement[]>;
  readonly #ofResource: ReadonlyMap<string, readonly Statement[]>;
  readonly #uses = new Map<string, { grant: Grant; count: number }>();

  constructor(options: AuthoriserOptions) {
    this.#options = options;
    this.#ofRole = compileAll(options.policies, 'identity');
    this.#ofResource = compileAll(options.resourcePolicies ?? new Map(), 'resource');
  }

  /** Throws the service's AccessDenied unless the caller may do all that the call needs. `root` may do everything. */
  readonly authorise = (
    service: ServiceName,
    action: string,
    input: Readonly<Record<string, unknown>>,
    caller: Caller,
  ): void => {
    if (caller.roleArn === root.roleArn) return;
    const permissions = requiredPermissions[service](action, input, this.#options.estate);
    if (!permissions)
      throw new ServiceError('UnknownOperationException', `No permission is known here for ${service}'s ${action}.`);
    for (const permission of permissions) this.#demand(service, permission, caller);
  };

  /**
   * Whether one of AWS's services (`events.amazonaws.com`) may do something to a resource for a source of its own (a
   * rule): the resource's own policy must allow it.
   */
  allowsService(service: string, action: string, resource: string, sourceArn: string): boolean {
    const keys = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': this.#options.estate.account };
    const check = this.#check({ action, resource, keys });
    const decision = evaluate(this.#ofResource.get(resource) ?? [], check, { service });
    this.#note(decision, check);
    return decision.outcome === 'allowed';
  }

  /** Whether a role may do something that is no call here, such as what Lambda's pollers do with a source. */
  allowsRole(roleArn: string, action: string, resource: string): boolean {
    const check = this.#check({ action, resource }, { roleArn });
    const decision = this.#decide(check, { aws: roleArn });
    this.#note(decision, check);
    return decision.outcome === 'allowed';
  }

  /** How often each statement was what let a call through; those that never were count 0. */
  usage(): Map<string, number> {
    const usage = new Map<string, number>();
    for (const statements of [...this.#ofRole.values(), ...this.#ofResource.values()])
      for (const { id, effect } of statements) if (effect === 'Allow') usage.set(id, 0);
    for (const { grant, count } of this.#uses.values())
      usage.set(grant.statement, (usage.get(grant.statement) ?? 0) + count);
    return usage;
  }

  /** What each statement allowed: each action on each resource, and how often. */
  grants(): Array<Grant & { count: number }> {
    return [...this.#uses.values()].map(({ grant, count }) => ({ ...grant, count }));
  }

  #demand(service: ServiceName, permission: Permission, caller: Caller): void {
    const check = this.#check(permission, caller);
    const decision = this.#decide(check, { aws: caller.roleArn });
    this.#note(decision, check);
    if (decision.outcome === 'allowed') return;
    const { action, resource } = permission;
    this.#options.log(`IAM: ${caller.roleArn} may not ${action} on ${resource} (${reasonOf(decision)})`);
    throw accessDenied(service, { caller, action, resource, decision });
  }

  /** Within one account either the role's policies or the resource's own may allow; either's Deny wins. */
  #decide(check: Check, principal: Principal & { readonly aws: string }): Decision {
    const own = evaluate(this.#ofRole.get(principal.aws) ?? [], check);
    if (own.outcome === 'denied') return own;
    const resources = evaluate(this.#ofResource.get(check.resource) ?? [], check, principal);
    return resources.outcome === 'denied' || own.outcome === 'not-allowed' ? resources : own;
  }

  #check({ action, resource, keys = {} }: Permission, caller?: Caller): Check {
    const context = new Map<string, string | readonly string[]>(globalKeys(this.#options.estate, this.#options.now()));
    if (caller) {
      context.set('aws:principalarn', caller.roleArn);
      context.set('aws:principalaccount', caller.roleArn.split(':')[4] ?? '');
      context.set('aws:principaltype', 'AssumedRole');
    }
    for (const [key, value] of Object.entries(keys)) if (value !== undefined) context.set(key.toLowerCase(), value);
    return { action, resource, context };
  }

  #note(decision: Decision, { action, resource }: Check): void {
    if (decision.outcome !== 'allowed') return;
    const grant = { statement: decision.by, action, resource };
    const key = JSON.stringify(grant);
    const use = this.#uses.get(key) ?? { grant, count: 0 };
    use.count++;
    this.#uses.set(key, use);
  }
}

function compileAll(policies: Policies, kind: 'identity' | 'resource'): Map<string, Statement[]> {
  return new Map(
    [...policies].map(([arn, named]) => [arn, named.flatMap(({ id, policy }) => compilePolicy(id, policy, kind))]),
  );
}

/** Loopback stands for TLS: what AWS would see as secure must be so here. */
function globalKeys({ region }: Place, now: number): Array<[string, string]> {
  return [
    ['aws:securetransport', 'true'],
    ['aws:requestedregion', region],
    ['aws:currenttime', new Date(now).toISOString()],
    ['aws:epochtime', String(Math.floor(now / 1000))],
  ];
}

/** The services' own names and statuses of a refusal. */
const refusals: Readonly<Record<ServiceName, readonly [name: string, status: number]>> = {
  dynamodb: ['AccessDeniedException', 400],
  states: ['AccessDeniedException', 400],
  events: ['AccessDeniedException', 400],
  secretsmanager: ['AccessDeniedException', 400],
  sqs: ['AccessDenied', 403],
  ses: ['AccessDeniedException', 403],
  lambda: ['AccessDeniedException', 403],
};

function accessDenied(
  service: ServiceName,
  { caller, action, resource, decision }: { caller: Caller; action: string; resource: string; decision: Decision },
): ServiceError {
  const [name, status] = refusals[service];
  const what = `User: ${caller.roleArn} is not authorized to perform: ${action} on resource: ${resource}`;
  return new ServiceError(name, `${what} ${reasonOf(decision, action)}`, { status });
}

function reasonOf(decision: Decision, action = 'action'): string {
  return decision.outcome === 'denied'
    ? 'with an explicit deny in a policy'
    : `because no identity-based policy allows the ${action} action`;
}
