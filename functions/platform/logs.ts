import { Logger } from '@aws-lambda-powertools/logger';
import { countMetric, type OwnMetric } from './metrics.ts';

type Ids = Readonly<Record<string, string | number | boolean>>;

/** One structured line a decision, with ids; never a name, an address, a body or a token. */
export interface Log {
  info(event: string, ids?: Ids): void;
  /** Something that somebody should look at; it is counted, and an alarm watches the count. */
  alarm(event: AlarmEvent, ids?: Ids): void;
  /** An error on its way out: its name, cause and stack, which hold no personal data by the rule above. */
  failure(event: string, error: unknown, ids?: Ids): void;
}

/** What each alarm is counted as; nothing where AWS counts the same. */
const counted = {
  parked: 'Parked',
  'still parked': 'Parked',
  'execution gone': 'SweepRestarts',
  'announcement begun again': 'SweepRestarts',
  'planned on an older calendar': 'SweepRestarts',
  'sweep incomplete': 'SweepFailures',
  'overdue but running': 'OverdueRunning',
  'prompt waits for an admin': 'PromptsHeld',
  'prompt held': 'PromptsHeld',
  'mail service refuses': 'MailRefused',
  'mail rejected': 'MailUndelivered',
  'mail did not arrive': 'MailUndelivered',
  'execution ended early': undefined,
} as const satisfies Record<string, OwnMetric | undefined>;
export type AlarmEvent = keyof typeof counted;

const logger = new Logger({ serviceName: 'throughline' });

export const structuredLog: Log = {
  info: (event, ids = {}) => logger.info(event, ids),
  alarm: (event, ids = {}) => {
    logger.warn(event, { alarm: true, ...ids });
    const metric = counted[event];
    if (metric) countMetric(metric);
  },
  failure: (event, error, ids = {}) =>
    logger.error(event, { ...ids, error: error instanceof Error ? error : String(error) }),
};
