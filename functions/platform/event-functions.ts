import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** The functions that events go to, and handing one of them an event that it once could not take. */
export interface EventFunctions {
  readonly arns: readonly string[];
  /** Lambda takes it and tries as often as it does with any event; what fails again is kept again. */
  handOver(functionArn: string, event: unknown): Promise<void>;
}

export class LambdaEventFunctions implements EventFunctions {
  readonly arns: readonly string[];
  readonly #client: LambdaClient;

  constructor(arns: readonly string[], client = new LambdaClient()) {
    this.arns = arns;
    this.#client = client;
  }

  async handOver(functionArn: string, event: unknown): Promise<void> {
    await this.#client.send(
      new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload: JSON.stringify(event) }),
    );
  }
}
