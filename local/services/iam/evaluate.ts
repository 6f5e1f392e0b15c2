import { fitsArn, fitsGlob } from './glob.ts';
import type { Context, Matcher, Principals, Statement } from './statement.ts';
import { substituteVariables } from './variables.ts';

/** One permission that a call needs. */
export interface Check {
  /** As IAM writes it: `dynamodb:UpdateItem`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Who asks: a role by its ARN, or one of AWS's services by its name. */
export type Principal = { readonly aws: string } | { readonly service: string };

export type Decision =
  | { readonly outcome: 'allowed'; readonly by: string }
  | { readonly outcome: 'denied'; readonly by: string }
  /** No statement says anything. */
  | { readonly outcome: 'not-allowed' };

/**
 * IAM's logic for one account: a Deny that matches wins over any Allow, and what nothing allows is denied. Where several
 * statements allow, the first is named. (IAM user guide, "Policy evaluation logic".)
 */
export function evaluate(statements: readonly Statement[], check: Check, principal?: Principal): Decision {
  let allowedBy: string | undefined;
  for (const statement of statements) {
    if (statement.effect === 'Allow' && allowedBy !== undefined) continue;
    if (!applies(statement, check, principal)) continue;
    if (statement.effect === 'Deny') return { outcome: 'denied', by: statement.id };
    allowedBy = statement.id;
  }
  return allowedBy === undefined ? { outcome: 'not-allowed' } : { outcome: 'allowed', by: allowedBy };
}

function applies(statement: Statement, check: Check, principal: Principal | undefined): boolean {
  return (
    matches(statement.actions, (pattern) => fitsGlob(pattern, check.action.toLowerCase())) &&
    (!statement.resources || matches(statement.resources, (pattern) => fitsResource(pattern, check))) &&
    (!statement.principals || isMeant(statement.principals, principal)) &&
    statement.conditions.every((condition) => condition.holds(check.context))
  );
}

function matches({ not, patterns }: Matcher, fits: (pattern: string) => boolean): boolean {
  return patterns.some(fits) !== not;
}

function fitsResource(pattern: string, { resource, context }: Check): boolean {
  const text = substituteVariables(pattern, context);
  return text !== undefined && fitsArn(text, resource);
}

function isMeant({ not, aws, services }: Principals, principal: Principal | undefined): boolean {
  return isNamed(aws, services, principal) !== not;
}

/** An account, its `root` or its number, means every role of it. */
function isNamed(aws: readonly string[], services: readonly string[], principal: Principal | undefined): boolean {
  if (!principal) return false;
  if ('service' in principal) return services.includes('*') || services.includes(principal.service);
  const account = principal.aws.split(':')[4];
  return aws.some((name) => {
    if (name === '*' || name === principal.aws || name === account) return true;
    return name.endsWith(':root') && name.split(':')[4] === account;
  });
}
