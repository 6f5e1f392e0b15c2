import { pulsesFor } from '../../domain/implementation.ts';
import { pairWords } from '../../domain/mastery-words.ts';
import { countGoing, crowdedWords } from '../../domain/room.ts';
import { placeOf } from '../../domain/session-words.ts';
import { answerWords } from '../../domain/task-words.ts';
import { capital, formatMomentShort, formatPeriod } from '../../domain/wording.ts';
import type { SupportRequest } from '../../domain/work-group.ts';
import {
  type GroupSituation,
  healthOf,
  healthWords,
  leadConflicts,
  nextSession,
  openRequests,
  pairById,
} from '../../domain/work-group-situation.ts';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { Details } from '../../pages/components/details.tsx';
import { Input } from '../../pages/components/input.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { WarningText } from '../../pages/components/warning-text.tsx';
import type { FieldErrors } from '../../web/fields.ts';
import type { Trusts } from '../../work-groups/read-trusts.ts';
import type { Member } from '../read-cohort-members.ts';
import { zone } from '../zone.ts';
import { supportStateWords, whoseRequest } from './support-words.ts';

export interface LeadGroupProps {
  readonly situation: GroupSituation;
  readonly trusts: Trusts;
  readonly members: readonly Member[];
  readonly token: string;
  readonly errors: FieldErrors;
  /** The lead's other groups, by title. */
  readonly others: readonly { readonly title: string; readonly href: string }[];
}

/** What a lead needs of their Work Group between two lessons: what is next, who is stuck, what waits, what was done. */
export function LeadGroup(props: LeadGroupProps) {
  const { situation, members, others } = props;
  const conflicts = leadConflicts(situation, ({ id }) => emailOf(members, id));
  return (
    <>
      {others.length > 0 && (
        <p class="govuk-body">
          You also lead{' '}
          {others.map(({ title, href }, index) => (
            <>
              {index > 0 && ', '}
              <a class="govuk-link" href={href}>
                {title}
              </a>
            </>
          ))}
        </p>
      )}
      {conflicts.map((conflict) => (
        <WarningText>{conflict} Ask the hub to have another lead decide about it.</WarningText>
      ))}
      <Next {...props} />
      <Stuck situation={situation} />
      <Requests {...props} />
      <Answers {...props} />
      <Schools {...props} />
    </>
  );
}

/** Who is in the group, and which schools are of one Trust. */
function Schools({ situation, trusts }: LeadGroupProps) {
  return (
    <DataTable
      caption="Its schools"
      columns={[{ heading: 'School' }, { heading: 'Trust' }, { heading: 'The pair' }]}
      rows={situation.pairs.map((pair) => [
        pair.schoolName,
        trusts.get(pair.schoolUrn) ?? 'None in the register',
        capital(pairWords(pair.members)) || 'Nobody now',
      ])}
      empty="No pair is in the group yet."
    />
  );
}

function emailOf(members: readonly Member[], id: string): string | undefined {
  return members.find((member) => member.id === id)?.people.participant?.email;
}

function Next({ situation, token }: LeadGroupProps) {
  const next = nextSession(situation);
  if (!next) return <InsetText>No session is ahead.</InsetText>;
  const { session } = next;
  const crowded = crowdedWords(session, countGoing(session, situation.view.participants));
  return (
    <InsetText>
      Next: <strong>{session.title}</strong>, {formatPeriod(session.startsAt, session.endsAt, zone)}. {placeOf(session)}
      .{' '}
      <a class="govuk-link" href={`/lead/${token}/sessions/${session.id}/code`}>
        Show its code
      </a>
      {next.startsAt <= situation.now && (
        <>
          {' '}
          <a class="govuk-link" href={`/lead/${token}/sessions/${session.id}`}>
            Open its register
          </a>
        </>
      )}
      {crowded && (
        <>
          <br />
          {crowded}
        </>
      )}
    </InsetText>
  );
}

function Stuck({ situation }: { situation: GroupSituation }) {
  const listed = situation.pairs
    .map((pair) => {
      const pairNote = situation.view.pairNotes.find(({ pairId }) => pairId === pair.id);
      const wants = pairNote?.helpWanted ? ['asks for your help'] : [];
      const said = pairNote?.note ? [`“${pairNote.note}”`] : [];
      return { pair, why: [...healthWords(healthOf(situation, pair)), ...wants, ...said] };
    })
    .filter(({ why }) => why.length > 0);
  return (
    <>
      <h2 class="govuk-heading-m">Pairs that need an eye</h2>
      {listed.length === 0 ? (
        <p class="govuk-body">Every pair is whole and well.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {listed.map(({ pair, why }) => (
            <li>
              <strong>{pair.schoolName}</strong>: {why.join('; ')}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Requests({ situation, trusts, token, errors }: LeadGroupProps) {
  // What waits for the lead stands first.
  const open = openRequests(situation).toSorted((a, b) => Number(a.holder === 'hub') - Number(b.holder === 'hub'));
  return (
    <>
      <h2 class="govuk-heading-m">Requests for support</h2>
      {open.length === 0 && <p class="govuk-body">No request waits for anybody.</p>}
      {open.map((request) => (
        <>
          <p class="govuk-body">
            <strong>{whoseRequest(request, pairById(situation, request.pairId), trusts)}</strong>: {request.wish}
            <br />
            {supportStateWords(request)}, since {formatMomentShort(request.heldSince, zone)}
          </p>
          {request.holder === 'lead' && (
            <SupportForms
              action={`/lead/${token}/requests/${request.id}`}
              request={request}
              errors={errors}
              passTo="hub"
            />
          )}
        </>
      ))}
    </>
  );
}

const passWords = { hub: 'Pass it to the hub’s leadership', lead: 'Give it back to the lead' } as const;

/** What whoever holds a request can do with it, on the lead's page and in the console. */
export function SupportForms(props: {
  action: string;
  request: SupportRequest;
  errors: FieldErrors;
  passTo: keyof typeof passWords;
}) {
  const { action, request, errors, passTo } = props;
  const id = (field: string) => `${field}-${request.id}`;
  if (request.state === 'assigned')
    return (
      <form method="post" action={action} novalidate>
        <Button name="does" value="deliver" preventDoubleClick>
          It is delivered
        </Button>
      </form>
    );
  return (
    <Details summary="Answer it" open={Object.keys(errors).some((field) => field.endsWith(request.id))}>
      <form method="post" action={action} novalidate>
        <Input name="assignedTo" id={id('assignedTo')} label="Who does it?" error={errors[id('assignedTo')]} />
        <Input
          name="halfDays"
          id={id('halfDays')}
          label="How many half-days?"
          inputmode="numeric"
          classes="govuk-input--width-3"
          error={errors[id('halfDays')]}
        />
        <Textarea
          name="answer"
          id={id('answer')}
          label="Answer to the school"
          hint="Needed to close it"
          rows={2}
          error={errors[id('answer')]}
        />
        <div class="govuk-button-group">
          <Button name="does" value="assign" preventDoubleClick>
            Agree it
          </Button>
          <Button name="does" value="pass" classes="govuk-button--secondary" preventDoubleClick>
            {passWords[passTo]}
          </Button>
          <Button name="does" value="close" classes="govuk-button--secondary" preventDoubleClick>
            Close it with the answer
          </Button>
        </div>
      </form>
    </Details>
  );
}

/** The digest: what each school says about the task that leads to the next session. */
function Answers({ situation }: LeadGroupProps) {
  const { tasks, now, pairs, view } = situation;
  const task = tasks.find(({ before }) => before.endsAt > now) ?? tasks.at(-1);
  if (!task || task.after.endsAt > now) return null;
  return (
    <DataTable
      caption={`Since ${task.after.session.title}`}
      columns={[{ heading: 'School' }, { heading: 'The task' }, { heading: 'Reached' }]}
      rows={pairs.map((pair) => {
        const answers = pulsesFor(view.pulses, pair.id, task.after.session.id);
        const said = answers.map(answerWords);
        const last = answers.findLast(({ of }) => of > 0);
        return [
          pair.schoolName,
          said.length > 0 ? said.join('; ') : 'No answer yet',
          last ? `${last.reached} of ${last.of}` : 'Not said',
        ];
      })}
      empty="No pair is in the group yet."
    />
  );
}
