import { momentsFor } from '../../functions/domain/moments-memo.ts';
import { nomination } from '../../functions/domain/nomination.ts';
import { hasSpecialist } from '../../functions/domain/pairs.ts';
import type { ParticipantStatus } from '../../functions/domain/participant.ts';
import type { WorkGroupView } from '../../functions/domain/views.ts';
import { addresseeOf, topicOf } from '../../functions/domain/work-group-occasions.ts';
import { groupSituationOf } from '../../functions/domain/work-group-situation.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import { Table } from '../../functions/platform/table.ts';
import { readWorkGroup } from '../../functions/work-groups/read-work-group.ts';
import type { World } from '../../local/cloud/world.ts';
import { StoryWentWrong } from './expect-on.ts';
import type { StoryOutcome } from './story.ts';

/** What the year of a Work Group came to, as the table has it. */
export interface GroupOutcome extends StoryOutcome {
  readonly replaced: number;
  readonly pairs: number;
  readonly pairsWithoutSpecialist: number;
  /** Lessons that were visited, and the notes that the two schools of each wrote. */
  readonly observations: number;
  readonly observationNotes: number;
  /** Answers about tasks, and how often somebody was asked and did not answer. */
  readonly pulses: number;
  readonly pulsesUnanswered: number;
  readonly supportRequests: number;
  readonly supportDelivered: number;
  readonly guests: number;
}

/** Counts what is stored of a Work Group in an embedded cloud. */
export async function countGroup({ dynamo, inventory, clock }: World, groupId: string): Promise<GroupOutcome> {
  const table = new Table(
    { call: (action, input) => dynamo.call(action, input) },
    inventory.tables[0]?.tableName ?? '',
  );
  const view = await readWorkGroup(table, groupId);
  if (!view) throw new StoryWentWrong(`There is no Work Group ${groupId}`);
  const rows = await table.queryAll({ pk: partition.cohort(groupId), prefix: 'NOM#' });
  const nominations = await table.getMany(
    rows.map(({ sk }) => key.driven('nomination', sk.slice('NOM#'.length))),
    nomination,
  );
  return {
    ...outcomeOf(view, clock.now()),
    declined: nominations.filter(({ status }) => status === 'declined').length,
  };
}

function outcomeOf(view: WorkGroupView, now: number): Omit<GroupOutcome, 'declined'> {
  const { participants, pulses, supportRequests, guests } = view;
  const { pairs } = groupSituationOf(view, momentsFor(view.programme, view.cohort, view.sessions), now);
  const visits = view.observations.filter(({ state, endsAt }) => state !== 'cancelled' && Date.parse(endsAt) <= now);
  const inStatus = (wanted: ParticipantStatus) => participants.filter(({ status }) => status === wanted).length;
  return {
    participants: participants.length,
    completed: inStatus('completed'),
    withdrawn: inStatus('withdrawn'),
    replaced: inStatus('replaced'),
    pairs: pairs.length,
    pairsWithoutSpecialist: pairs.filter((pair) => !hasSpecialist(pair)).length,
    observations: visits.length,
    observationNotes: visits.reduce((sum, { notes }) => sum + Object.keys(notes).length, 0),
    pulses: pulses.length,
    pulsesUnanswered: unansweredOf(view),
    supportRequests: supportRequests.length,
    supportDelivered: supportRequests.filter(({ state }) => state === 'delivered' || state === 'rated').length,
    guests: guests.length,
  };
}

/** Of everybody who was asked about a task, those of whom there is no answer. */
function unansweredOf({ prompts, pulses }: WorkGroupView): number {
  const asked = new Set(prompts.filter(({ prompt }) => prompt === 'implement-pulse').map(({ anchor }) => anchor));
  const answered = ({ sessionId, participantId }: WorkGroupView['pulses'][number], anchor: string) =>
    topicOf(anchor) === sessionId && addresseeOf(anchor) === participantId;
  return [...asked].filter((anchor) => !pulses.some((pulse) => answered(pulse, anchor))).length;
}
