import { placeQuestion } from '../check-ins/answer-place.ts';
import type { Place } from '../domain/participant.ts';
import type { SessionMoments } from '../domain/timetable.ts';
import { formatMoment } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import type { FieldErrors } from '../web/fields.ts';
import { homeOf } from './me.tsx';
import type { ParticipantLink } from './open-link.tsx';
import { zone } from './zone.ts';

export const placeFields = ['answer', 'reason', 'evidence', 'missedReason'] as const;
export type PlaceTyped = Record<(typeof placeFields)[number], string>;

interface QuestionProps {
  readonly opened: ParticipantLink;
  readonly moments: SessionMoments;
  readonly typed: PlaceTyped;
  readonly errors: FieldErrors;
  readonly now: string;
}

/** Whether somebody comes, or afterwards how it was; where neither is asked any more, what is on record. */
export function SessionQuestion(props: QuestionProps) {
  const { opened, moments, now } = props;
  const settled = settledWords(placeOf(opened, moments), moments);
  if (settled) return <InsetText>{settled}</InsetText>;
  const question = placeQuestion(moments, now);
  if (question === 'closed') return null;
  return (
    <form method="post" action={`${homeOf(opened)}/sessions/${moments.session.id}`} novalidate>
      {question === 'coming' ? <ComingFields {...props} /> : <WasThereFields {...props} />}
      <Button preventDoubleClick>Send my answer</Button>
    </form>
  );
}

/** What is on record and not the participant's to change, or cannot be changed any more. */
function settledWords(place: Place | undefined, { session }: SessionMoments): string | undefined {
  if (session.state === 'cancelled') return 'This session is cancelled.';
  switch (place?.state) {
    case 'attended':
      return 'You attended this session.';
    case 'partial':
      return 'You attended a part of this session.';
    case 'excused':
      return 'You are excused from this session.';
    case 'absent':
      return place.source === 'participant' ? undefined : 'You were not there. Ask your lead if that is not right.';
    default:
      return undefined;
  }
}

function ComingFields({ typed, errors }: QuestionProps) {
  return (
    <Radios
      name="answer"
      legend="Are you coming?"
      legendSize="m"
      items={[
        { value: 'coming', label: 'Yes, I am coming' },
        {
          value: 'cannot-come',
          label: 'No, I can’t come',
          hint: 'You can change that until the session ends.',
          conditional: (
            <Textarea name="reason" label="Why not? (optional)" rows={3} value={typed.reason} error={errors.reason} />
          ),
        },
      ]}
      value={typed.answer || undefined}
      error={errors.answer}
    />
  );
}

function WasThereFields({ moments, typed, errors }: QuestionProps) {
  const until = formatMoment(new Date(moments.evidenceUntil).toISOString(), zone);
  return (
    <Radios
      name="answer"
      legend="How was it?"
      legendSize="m"
      hint={`We have no check-in from you. You can answer until ${until}.`}
      items={[
        {
          value: 'was-there',
          label: 'I was there',
          conditional: (
            <Textarea
              name="evidence"
              label="How can your lead see that?"
              hint="For example, whom you worked with and on what. No names of pupils, please."
              rows={4}
              value={typed.evidence}
              error={errors.evidence}
            />
          ),
        },
        {
          value: 'missed-it',
          label: 'I missed it',
          hint: 'We will write to you about catching up.',
          conditional: (
            <Textarea
              name="missedReason"
              label="Why? (optional)"
              rows={3}
              value={typed.missedReason}
              error={errors.missedReason}
            />
          ),
        },
      ]}
      value={typed.answer || undefined}
      error={errors.answer}
    />
  );
}

export function placeOf({ view }: ParticipantLink, { session }: SessionMoments): Place | undefined {
  return view.places.find(({ sessionId }) => sessionId === session.id);
}
