import type { Content } from './markup.ts';

/** A step of somebody's journey. `when` is in words; `at` is the same moment for machines. */
export interface JourneyEvent {
  title: Content;
  when: string;
  at?: string | undefined;
  detail?: Content;
}

export interface PastEvent extends JourneyEvent {
  outcome: 'done' | 'missed' | 'cancelled';
}

export interface JourneyTimelineProps {
  /** The oldest first. */
  happened: readonly PastEvent[];
  /** The soonest first; it is drawn as where one is now. */
  coming: readonly JourneyEvent[];
  headingLevel?: 2 | 3 | undefined;
}

type Mark = PastEvent['outcome'] | 'now' | 'coming';

/** Said to screen readers, since the knots of the thread are only seen. */
const markWords: Record<Mark, string> = {
  done: 'Done:',
  missed: 'Missed:',
  cancelled: 'Cancelled:',
  now: 'Next:',
  coming: 'Later:',
};

/** What happened and what comes next, as knots on one thread. */
export function JourneyTimeline({ happened, coming, headingLevel = 2 }: JourneyTimelineProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div class="tl-journey">
      <Heading class="govuk-heading-m">What happened</Heading>
      {happened.length > 0 ? (
        <ol class="tl-timeline">
          {happened.map((event) => (
            <TimelineItem event={event} mark={event.outcome} />
          ))}
        </ol>
      ) : (
        <p class="govuk-body">Nothing yet.</p>
      )}
      <Heading class="govuk-heading-m">What comes next</Heading>
      {coming.length > 0 ? (
        <ol class="tl-timeline">
          {coming.map((event, index) => (
            <TimelineItem event={event} mark={index === 0 ? 'now' : 'coming'} />
          ))}
        </ol>
      ) : (
        <p class="govuk-body">Nothing more.</p>
      )}
    </div>
  );
}

function TimelineItem({ event, mark }: { event: JourneyEvent; mark: Mark }) {
  const shown = mark === 'missed' || mark === 'cancelled';
  return (
    <li class={`tl-timeline__item tl-timeline__item--${mark}`}>
      <time class="tl-timeline__when" datetime={event.at}>
        {event.when}
      </time>
      <p class="tl-timeline__title">
        <span class={shown ? 'tl-timeline__mark' : 'govuk-visually-hidden'}>{markWords[mark]}</span>{' '}
        <span class="tl-timeline__name">{event.title}</span>
      </p>
      {event.detail && <p class="tl-timeline__detail">{event.detail}</p>}
    </li>
  );
}
