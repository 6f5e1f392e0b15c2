import type { Cohort } from '../domain/cohort.ts';
import { explainWait } from '../domain/explain.ts';
import { storyOf } from '../domain/explain-prompt.ts';
import type { Nomination } from '../domain/nomination.ts';
import { nomination } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { positionOf } from '../domain/places.ts';
import { formatShort } from '../domain/short-dates.ts';
import type { NominationView } from '../domain/views.ts';
import { readPeople } from '../driving/read-people.ts';
import { readNomination } from '../nominations/read-nomination.ts';
import { Button } from '../pages/components/button.tsx';
import { WarningText } from '../pages/components/warning-text.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { findNeeds } from '../participants/find-needs.ts';
import { key } from '../platform/keys.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import { cohortsHere } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { DataLink } from './data/data-link.tsx';
import { AlikeForm, NominationActions, type NominationAgain } from './nomination-actions.tsx';
import { type Alikes, AlikeTable, NominationFacts } from './nomination-facts.tsx';
import { isSelfApproved } from './nomination-filter.tsx';
import { PromptList } from './prompt-list.tsx';
import { readPrompts } from './read-prompts.ts';
import { zone } from './zone.ts';

/** One nomination: where it is and why, its facts, and the decision on it. */
export async function nominationPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  id: string,
  again?: NominationAgain,
): Promise<Response> {
  const view = await readNomination(deps.table, id);
  if (!view) return problemPage(deps, c, { kind: 'not-found' });
  const facts = view.nomination;
  const people = await readPeople(deps.table, 'nomination', id);
  const alike = await readAlike(deps, c, facts);
  const name = people.nominee?.name ?? id;
  const acts = mayAct(c.get('signedIn'));
  const needs = acts ? await findNeeds(deps, key.nominationNeeds(id)) : undefined;
  return consolePage(deps, c, {
    title: `Nomination of ${name}`,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Nomination {id}</span> {name}
        </h1>
        <WhereAndWhy
          sentence={explainWait(facts, zone, deps.clock.now())}
          tone={facts.parked ? 'stopped' : facts.status === 'awaiting-decision' ? 'needs-you' : 'calm'}
          action={facts.parked && acts && <TryAgain id={id} />}
        />
        <Flags facts={facts} people={people} cohort={view.cohort} />
        <div class="tl-columns">
          <div class="tl-columns__main">
            <NominationFacts facts={facts} people={people} position={positionIn(view)} needs={needs} />
            <AlikeTable facts={facts} people={people} alike={alike} />
            {facts.alike.length > 0 && acts && <AlikeForm facts={facts} {...again} />}
          </div>
          <div class="tl-columns__side">{acts && <NominationActions facts={facts} {...again} />}</div>
        </div>
        <PromptList
          stories={(await readPrompts(deps.table, 'nomination', id)).map((row) =>
            storyOf(row, (at) => formatShort(at, zone, deps.clock.now())),
          )}
          programme={view.programme}
          home={`/admin/nominations/${id}`}
          now={deps.clock.now()}
        />
        <DataLink c={c} home={`/admin/nominations/${id}`} />
      </>
    ),
  });
}

function positionIn({ places, nomination: { id } }: NominationView): string | undefined {
  const position = positionOf(places, id);
  return position === undefined ? undefined : `Number ${position} of ${places.waiting.length}`;
}

/** Those at hubs that whoever reads has no part in are counted, and no more is said of them. */
async function readAlike(deps: ConsoleDeps, c: ConsoleContext, facts: Nomination): Promise<Alikes> {
  if (facts.alike.length === 0) return { here: [], elsewhere: 0 };
  const cohorts = await cohortsHere(deps, c);
  const others = await deps.table.getMany(
    facts.alike.map((id) => key.driven('nomination', id)),
    nomination,
  );
  const kept = others.filter(({ erased }) => !erased);
  const here = kept.filter(({ cohortId }) => cohorts.some(({ id }) => id === cohortId));
  const named = here.map(async (other) => ({
    facts: other,
    people: await readPeople(deps.table, 'nomination', other.id),
  }));
  return { here: await Promise.all(named), elsewhere: kept.length - here.length };
}

function TryAgain({ id }: { id: string }) {
  return (
    <form method="post" action={`/admin/nominations/${id}/try-again`}>
      <Button variant="secondary">Try again</Button>
    </form>
  );
}

/** What an admin should know before they decide, and the school does not see. */
function Flags({ facts, people, cohort }: { facts: Nomination; people: People; cohort: Cohort }) {
  const flags = [
    facts.late && `It came after nominations for “${cohort.title}” had closed: you decide whether it counts.`,
    isSelfApproved(facts, people) &&
      (facts.headIsNominator
        ? 'One person nominates and promises as headteacher: they said so on the form.'
        : 'The headteacher and the nominee have one address between them: one person may approve themselves.'),
    facts.alike.length > 0 &&
      !facts.alikeChecked &&
      'There is another nomination at this teacher’s address. Look at both before you accept.',
  ].filter((flag) => flag !== false);
  return (
    <>
      {flags.map((flag) => (
        <WarningText>{flag}</WarningText>
      ))}
    </>
  );
}
