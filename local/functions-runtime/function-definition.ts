/** A function as the template describes it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** The folder that holds the bundle. */
  readonly folder: string;
  /** `<module>.<export>`, as Lambda writes it; the module is an `.mjs` file in the folder. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/** What became of an invocation, as Lambda's callers see it. */
export type InvocationOutcome =
  | { readonly payload: unknown }
  | {
      readonly error: {
        readonly errorType: string;
        readonly errorMessage: string;
        readonly stackTrace: readonly string[];
      };
    };

/** One line of what a function printed. */
export interface FunctionLogLine {
  readonly functionName: string;
  /** The invocation that it was printed in; `init` while the bundle loads. */
  readonly requestId: string;
  readonly text: string;
}
