import { capital, formatDays } from '../../domain/wording.ts';

/** Days in steps of a half. `booked` is what sessions ahead will earn, or what waits to be acknowledged. */
export interface LedgerBucket {
  name: string;
  required: number;
  earned: number;
  booked: number;
  /** What “booked” means for this bucket: “booked”, “waiting to be acknowledged”. */
  bookedWord?: string | undefined;
}

export interface HalfDayLedgerProps {
  buckets: readonly LedgerBucket[];
  headingLevel?: 2 | 3 | 4 | undefined;
}

type StepState = 'earned' | 'booked' | 'needed';

function keyWords(buckets: readonly LedgerBucket[]): [StepState, string][] {
  const booked = [...new Set(buckets.map((bucket) => bucket.bookedWord ?? 'booked'))].join(' or ');
  return [
    ['earned', 'Earned'],
    ['booked', capital(booked)],
    ['needed', 'Still needed'],
  ];
}

/** What somebody has earned, has booked and still needs: in words first, and as a bar of half-days for the eye. */
export function HalfDayLedger({ buckets, headingLevel = 3 }: HalfDayLedgerProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div class="tl-ledger">
      {buckets.map((bucket) => (
        <div class="tl-ledger__bucket">
          <Heading class="govuk-heading-s tl-ledger__name">{bucket.name}</Heading>
          <p class="tl-ledger__figures">{describeBucket(bucket)}</p>
          <div class="tl-ledger__bar" aria-hidden="true">
            {ledgerSteps(bucket).map((state) => (
              <span class={`tl-ledger__step tl-ledger__step--${state}`} />
            ))}
          </div>
        </div>
      ))}
      <ul class="tl-ledger__key" aria-hidden="true">
        {keyWords(buckets).map(([state, words]) => (
          <li class="tl-ledger__key-item">
            <span class={`tl-ledger__swatch tl-ledger__step tl-ledger__step--${state}`} />
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** “4 of 5.5 days earned, 1 day booked, half a day still needed.” */
export function describeBucket(bucket: LedgerBucket): string {
  const missing = Math.max(0, bucket.required - bucket.earned - bucket.booked);
  const parts = [`${bucket.earned} of ${formatDays(bucket.required)} earned`];
  if (bucket.booked > 0) parts.push(`${formatDays(bucket.booked)} ${bucket.bookedWord ?? 'booked'}`);
  if (missing > 0) parts.push(`${formatDays(missing)} still needed`);
  return `${parts.join(', ')}.`;
}

/** One step for each half-day, as many as are needed or more where more was earned. */
export function ledgerSteps({ required, earned, booked }: LedgerBucket): StepState[] {
  const halves = (days: number) => Math.max(0, Math.round(days * 2));
  const earnedSteps = halves(earned);
  const bookedSteps = halves(booked);
  const neededSteps = Math.max(0, halves(required) - earnedSteps - bookedSteps);
  return [
    ...Array<StepState>(earnedSteps).fill('earned'),
    ...Array<StepState>(bookedSteps).fill('booked'),
    ...Array<StepState>(neededSteps).fill('needed'),
  ];
}
