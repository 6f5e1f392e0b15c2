/** A standard queue, as the template describes it. Times are in seconds. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  /** `http://127.0.0.1:<port>/<account>/<name>`: the SDK sends to the URL's host, whatever endpoint is set. */
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly maximumMessageBytes: number;
  readonly deadLetters?: { readonly queueArn: string; readonly maxReceiveCount: number };
}
