import type { Service, ServiceName } from '../services/service.ts';
import type { TaskInvoker } from '../services/step-functions/task-call.ts';
import type { Authorise } from '../services/wire/sdk-server.ts';

/** Makes a state machine's calls to functions and services, with the rights of the machine's role. */
export function createTaskInvoker(
  authorise: Authorise,
  serviceOf: (name: ServiceName) => Service,
  onActivity: () => void,
): TaskInvoker {
  return async ({ service, action, parameters, roleArn }) => {
    onActivity();
    const caller = { roleArn };
    authorise(service, action, parameters, caller);
    return serviceOf(service).call(action, parameters, caller);
  };
}
