import { formatDays, formatPeriod } from '../domain/wording.ts';
import type { Commitment } from '../nominations/commitment.ts';
import { Details } from '../pages/components/details.tsx';
import type { PromiseView } from './promise-view.ts';
import { zone } from './zone.ts';

/** What somebody commits themselves to if they agree, with its dates. */
export function WhatIsAsked({ view }: { view: PromiseView }) {
  return view.role === 'head' ? <AskedOfHead view={view} /> : <AskedOfNominee view={view} />;
}

function AskedOfHead({ view: { commitment, nomination, nomineeName, nominatorName } }: { view: PromiseView }) {
  return (
    <>
      <p class="govuk-body">
        {nomination.headIsNominator ? 'You have' : `${nominatorName} has`} nominated {nomineeName}{' '}
        {nomination.pair ? 'as the pair' : 'as the lead teacher'} of your school. We ask you, as headteacher, to:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          release {nomineeName} for {formatDays(commitment.centralDays)} of{' '}
          {nomination.pair ? 'meetings' : 'central events'}
          {commitment.inSchoolDays > 0 &&
            ` and give time for ${formatDays(commitment.inSchoolDays)} of development in school`}
        </li>
        {commitment.launch && (
          <li>
            join the launch yourself, or send a senior leader:{' '}
            {formatPeriod(commitment.launch.startsAt, commitment.launch.endsAt, zone)}
          </li>
        )}
        <li>support the work in your mathematics department over {yearsOf(commitment)}</li>
      </ul>
      <ReleaseDates commitment={commitment} />
    </>
  );
}

function AskedOfNominee({ view: { commitment, nomination, nominatorName, hubName } }: { view: PromiseView }) {
  return (
    <>
      <p class="govuk-body">
        {nominatorName} has nominated you {nomination.pair ? 'as one of the pair' : 'as the lead teacher'} of{' '}
        {nomination.schoolName}. If you take part, you will:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          come to {formatDays(commitment.centralDays)} of {nomination.pair ? 'meetings' : 'central events'}
        </li>
        {commitment.inSchoolDays > 0 && (
          <li>spend {formatDays(commitment.inSchoolDays)} on your own development in school</li>
        )}
        <li>work on your own teaching, and then with your department, over {yearsOf(commitment)}</li>
      </ul>
      <p class="govuk-body">
        Nothing is decided by your answer alone: your headteacher is asked too, and then {hubName} decides.
      </p>
      <ReleaseDates commitment={commitment} />
    </>
  );
}

function yearsOf({ years }: Commitment): string {
  return years === 1 ? 'one year' : `${years} years`;
}

function ReleaseDates({ commitment: { sessions } }: { commitment: Commitment }) {
  return (
    <Details summary="Dates">
      <ul class="govuk-list">
        {sessions.map(({ title, startsAt, endsAt, credit, mode }) => (
          <li>
            <strong>{formatPeriod(startsAt, endsAt, zone)}</strong>
            <br />
            {title}: {formatDays(credit)}, {mode.replaceAll('-', ' ')}
          </li>
        ))}
      </ul>
    </Details>
  );
}
