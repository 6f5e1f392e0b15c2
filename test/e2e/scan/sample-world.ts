import { foundItem } from '../../../functions/people/found-row.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { Item } from '../../../functions/platform/table.ts';
import { newSessionWrites } from '../../../functions/programmes/new-session-writes.ts';
import { composeMail } from '../../../functions/prompts/compose-mail.ts';
import { sampleNotices } from '../../../scripts/mails/built-in-mails.ts';
import type { SampleMail } from '../../../scripts/mails/sample-mails.ts';
import { SiteWorld, siteUrl } from '../../functions/site/world.ts';

/** A site that holds what a sample e-mail is about, at the moment at which it is sent, and the addresses in it. */
export interface MailedWorld {
  readonly world: SiteWorld;
  readonly links: readonly string[];
}

export async function mailedWorld({ sendable, others }: SampleMail): Promise<MailedWorld> {
  const { subject, people, now } = sendable;
  const world = new SiteWorld(now);
  const { programme, cohort, view } = subject;
  await world.put(
    { ...key.programmeVersion(programme.key, programme.version), content: programme, contentHash: 'x' },
    { ...key.cohort(cohort.id), ...cohort },
    { ...key.cohortList(cohort.id) },
    { ...key.cohortPlaces(cohort.id), taken: 1 },
    ...view.sessions.flatMap((session) => newSessionWrites(session).map(({ item }) => item)),
    { ...key.people(subject.kind, subject.id), people },
    ...itemsOf(sendable),
  );
  const mail = await composeMail({ siteUrl, linkKeys: world.deps.linkKeys, notices: sampleNotices })(sendable, others);
  const addresses = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return { world, links: [...new Set(addresses)].filter((address) => address.startsWith(siteUrl)) };
}

function itemsOf({ subject, row, people }: SampleMail['sendable']): Item[] {
  const ledger = { ...key.prompt(subject.kind, subject.id, row), ...row };
  switch (subject.kind) {
    case 'participant': {
      const { participant, places, credits, inSchoolDays, prompts } = subject.view;
      const { id } = participant;
      return [
        { ...key.driven('participant', id), ...participant },
        { ...key.cohortParticipant(subject.cohort.id, id), id, joinedAt: participant.enrolledAt },
        foundItem(participant, people),
        ...places.map((place) => ({ ...key.place(id, place.sessionId), ...place })),
        ...credits.map((entry) => ({ ...key.credit(id, entry.id), ...entry })),
        ...inSchoolDays.map((day) => ({ ...key.inSchoolDay(id, day.id), ...day })),
        ...prompts.map((each) => ({ ...key.prompt('participant', id, each), ...each })),
        ledger,
      ];
    }
    case 'nomination':
      return [
        { ...key.driven('nomination', subject.id), ...subject.view.nomination },
        { ...key.cohortNomination(subject.cohort.id, subject.id), id: subject.id },
        foundItem(subject.view.nomination, people),
        ledger,
      ];
    case 'work-group': {
      const { group, participants } = subject.view;
      const { id } = group;
      return [
        { ...key.driven('work-group', id), ...group },
        ...participants.flatMap((each) => [
          { ...key.driven('participant', each.id), ...each },
          { ...key.cohortParticipant(id, each.id), id: each.id, joinedAt: each.enrolledAt },
          { ...key.people('participant', each.id), people },
          foundItem(each, people),
        ]),
        { ...key.cohortWorkGroup(id), id },
        ...subject.view.observations.map((each) => ({ ...key.observation(id, each.id), ...each })),
        ...subject.view.supportRequests.map((each) => ({ ...key.supportRequest(id, each.id), ...each })),
        ledger,
      ];
    }
    case 'cohort':
      return subject.view.journeys.flatMap(({ participant, inSchoolDays }) => [
        { ...key.driven('participant', participant.id), ...participant },
        {
          ...key.cohortParticipant(subject.cohort.id, participant.id),
          id: participant.id,
          joinedAt: participant.enrolledAt,
        },
        ...inSchoolDays.map((day) => ({ ...key.inSchoolDay(participant.id, day.id), ...day })),
      ]);
  }
}
