import * as v from 'valibot';
import { type Caller, ServiceError } from './service.ts';

type Answer = Record<string, unknown>;
type Refuse = (problems: string) => ServiceError;

/** An action of a service: parses its input, refuses what it does not know, and answers. */
export type Action = (input: Record<string, unknown>, caller: Caller, refuse: Refuse) => Promise<Answer>;

/** An action whose input must fit the (strict) schema. */
export function action<S extends v.GenericSchema>(
  schema: S,
  run: (request: v.InferOutput<S>, caller: Caller) => Answer | Promise<Answer>,
): Action {
  return async (input, caller, refuse) => {
    const parsed = v.safeParse(schema, input);
    if (!parsed.success) throw refuse(problemsOf(parsed.issues));
    return run(parsed.output, caller);
  };
}

export interface ActionTable {
  /** The service, as messages call it. */
  readonly title: string;
  /** The error for an input that does not fit, as the service names it. */
  readonly invalidInput: string;
  readonly actions: Readonly<Record<string, Action>>;
}

/** Runs an action. Throws UnknownOperationException for one that is not served, by name. */
export async function callAction(
  table: ActionTable,
  name: string,
  input: Record<string, unknown>,
  caller: Caller,
): Promise<Answer> {
  const found = Object.hasOwn(table.actions, name) ? table.actions[name] : undefined;
  if (!found)
    throw new ServiceError('UnknownOperationException', `${table.title} does not serve ${name} on this machine.`);
  return found(input, caller, (problems) => new ServiceError(table.invalidInput, `${name}: ${problems}`));
}

/** Every problem of an input, each with the field that has it. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => {
      const path = v.getDotPath(issue);
      return path === null ? issue.message : `${path}: ${issue.message}`;
    })
    .join('; ');
}
