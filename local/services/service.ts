/** Who calls: a role of the template. The embedded cloud itself (the console of a machine's owner) has no role. */
export interface Caller {
  /** The role's ARN, or `root` for the embedded cloud's own pages and tests. */
  readonly roleArn: string;
}

export const root: Caller = { roleArn: 'root' };

/** The SigV4 signing names of the services that are served here. */
export type ServiceName = 'dynamodb' | 'states' | 'sqs' | 'events' | 'ses' | 'secretsmanager' | 'lambda';

/**
 * A service behind the SDK's own protocol. `action` and `input` are as on the wire (PascalCase); an unknown action or
 * field is refused loudly with a `ServiceError`. The same `call` serves HTTP requests and Step Functions' integrations.
 */
export interface Service {
  readonly name: ServiceName;
  call(action: string, input: Record<string, unknown>, caller: Caller): Promise<Record<string, unknown>>;
}

/** An error as the service would answer it: `name` is the wire's error code, without namespace. */
export class ServiceError extends Error {
  readonly status: number;
  /** Further fields of the error's body, such as `CancellationReasons` or `Item`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, options: { status?: number; fields?: Record<string, unknown> } = {}) {
    super(message);
    this.name = name;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}
