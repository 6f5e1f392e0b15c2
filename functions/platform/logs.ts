import { Logger } from '@aws-lambda-powertools/logger';

/** One structured line a decision, with ids; never a name, an address, a body or a token. */
export interface Log {
  info(event: string, ids?: Readonly<Record<string, string | number | boolean>>): void;
  /** Something that somebody should look at; alarms match on `event`. */
  alarm(event: string, ids?: Readonly<Record<string, string | number | boolean>>): void;
  /** An error on its way out: its name, cause and stack, which hold no personal data by the rule above. */
  failure(event: string, error: unknown, ids?: Readonly<Record<string, string | number | boolean>>): void;
}

const logger = new Logger({ serviceName: 'throughline' });

export const structuredLog: Log = {
  info: (event, ids = {}) => logger.info(event, ids),
  alarm: (event, ids = {}) => logger.warn(event, { alarm: true, ...ids }),
  failure: (event, error, ids = {}) =>
    logger.error(event, { ...ids, error: error instanceof Error ? error : String(error) }),
};
