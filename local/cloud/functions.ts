import type { Activity } from '../clock/activity.ts';
import type { Clock } from '../clock/clock.ts';
import type { Faults } from '../faults/faults.ts';
import type {
  FunctionDefinition,
  FunctionLogLine,
  InvocationOutcome,
} from '../functions-runtime/function-definition.ts';
import { FunctionRuntime } from '../functions-runtime/function-runtime.ts';
import { ServiceError } from '../services/service.ts';
import type { Credentials } from '../services/wire/credentials.ts';
import { sdkEnvironment } from '../services/wire/sdk-environment.ts';
import type { Inventory } from '../template/inventory.ts';
import type { Place } from '../template/physical-names.ts';
import { createInvokePermissions } from './invoke-permissions.ts';

export interface FunctionsOptions {
  readonly inventory: Inventory;
  readonly place: Place;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly onFunctionLog: (line: FunctionLogLine) => void;
  /** Told of every invocation, with how long it ran (ms of real time). */
  readonly onInvoked: (functionName: string, outcome: InvocationOutcome | 'throttled', ms: number) => void;
  /** Given one line for each refusal. */
  readonly log: (line: string) => void;
}

/** The template's functions, and who may invoke them. */
export interface Functions {
  readonly runtime: FunctionRuntime;
  /** As the embedded cloud itself; a failure is logged. */
  readonly invoke: (functionName: string, payload: unknown) => Promise<InvocationOutcome>;
  readonly permissions: ReturnType<typeof createInvokePermissions>;
  /** As one of AWS's services, for a source of its own; rejects with AccessDenied without a permission in the template. */
  readonly invokeAs: (
    principal: string,
    sourceArn: string,
  ) => (functionName: string, payload: unknown) => Promise<InvocationOutcome>;
}

export function createFunctions(options: FunctionsOptions): Functions {
  const { inventory, place, clock, activity, credentials, faults } = options;
  const runtime = new FunctionRuntime({
    functions: inventory.functions,
    clock,
    activity,
    faults,
    log: options.onFunctionLog,
    environmentOf: ({ name }) =>
      sdkEnvironment({
        endpoint: place.sdkUrl,
        region: place.region,
        key: credentials.keyOf(roleOf(inventory, name)),
      }),
  });
  const permissions = createInvokePermissions(inventory.permissions);
  const invoke: Functions['invoke'] = async (functionName, payload) => {
    const outcome = await measured(functionName, () => runtime.invoke(functionName, payload));
    if ('error' in outcome)
      options.log(`${functionName} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
    return outcome;
  };
  async function measured(functionName: string, run: () => Promise<InvocationOutcome>): Promise<InvocationOutcome> {
    const began = performance.now();
    try {
      const outcome = await run();
      options.onInvoked(functionName, outcome, performance.now() - began);
      return outcome;
    } catch (error) {
      if (error instanceof ServiceError && error.status === 429) options.onInvoked(functionName, 'throttled', 0);
      throw error;
    }
  }
  return {
    runtime,
    invoke,
    permissions,
    invokeAs: (principal, sourceArn) => async (functionName, payload) => {
      if (!permissions.allows(functionName, principal, sourceArn)) {
        options.log(
          `IAM: ${principal} may not invoke ${functionName} for ${sourceArn} (no permission in the template)`,
        );
        throw new ServiceError('AccessDeniedException', `${principal} may not invoke ${functionName}.`, {
          status: 403,
        });
      }
      return invoke(functionName, payload);
    },
  };
}

/** The ARN of the role that a function runs as. */
export function roleOf({ functions }: Inventory, functionName: string): string {
  return functionNamed({ functions }, functionName).roleArn;
}

/** A function of the template. Throws when the template names one that it does not have. */
export function functionNamed<F extends Pick<FunctionDefinition, 'name'>>(
  { functions }: { readonly functions: readonly F[] },
  functionName: string,
): F {
  const found = functions.find(({ name }) => name === functionName);
  if (!found) throw new TypeError(`The template refers to a function ${functionName}, which it does not have.`);
  return found;
}
