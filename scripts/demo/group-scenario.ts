import { ConsoleAdmin, fillDate } from './console-admin.ts';
import { type Happening, liveThrough, minutesLater, mondaysBetween } from './days.ts';
import { expectOn, StoryWentWrong } from './expect-on.ts';
import { GroupAnswers, leadEmail } from './group-answers.ts';
import {
  changingPair,
  groupId,
  groupPairs,
  newColleague,
  newToMastery,
  type SampleMember,
  type SamplePair,
} from './group-people.ts';
import type { CloudInStory } from './local-cloud.ts';
import { MailRound, newestPage } from './mail-round.ts';
import { nominatePair } from './nominate.ts';
import { SampleLead } from './sample-lead.ts';
import { sampleSessions } from './sample-sessions.ts';
import { Visitor } from './visitor.ts';

/**
 * The year of a Work Group of four schools, as its people live it on the pages where they do: two schools of one Trust, a
 * pair without a Specialist, a member who makes way for a colleague, meetings online, face to face and both at once,
 * lessons that are visited, tasks that are answered about and not, a request for support that goes up to the hub.
 */
export class GroupScenario {
  readonly round: MailRound;
  readonly #cloud: CloudInStory;
  readonly #admin: ConsoleAdmin;
  readonly #answers: GroupAnswers;
  readonly #lead: SampleLead;

  readonly #pairs: readonly SamplePair[];

  /** @param pairs whose year it is, where not of all the sample's schools */
  constructor(cloud: CloudInStory, tell: (line: string) => void, pairs: readonly SamplePair[] = groupPairs) {
    this.#cloud = cloud;
    this.#pairs = pairs;
    this.#admin = new ConsoleAdmin(cloud.url, groupId);
    this.#lead = new SampleLead(cloud, new Visitor(), (what) => this.#answers.say(what));
    this.#answers = new GroupAnswers(cloud, this.#admin, this.#lead, tell);
    this.round = new MailRound(cloud, (mail) => this.#answers.answer(mail));
  }

  /** From the day on which nominations open to the first days of the next school year, or until a moment before that. */
  async live(until = '2027-09-07'): Promise<void> {
    const year = [
      { at: '2026-03-03T10:00:00Z', happen: () => this.#nominate() },
      ...mondaysBetween('2026-03-09', '2026-03-23').map((at) => ({ at, happen: () => this.round.make() })),
      { at: '2026-03-24T10:00:00Z', happen: () => this.#accept() },
      ...mondaysBetween('2026-03-30', '2027-09-06').map((at) => ({ at, happen: () => this.round.make() })),
      ...sampleSessions(groupId).map(({ id, title, startsAt }) => ({
        at: minutesLater(startsAt, 5),
        happen: () => this.#attend(id, title),
      })),
      ...this.#happenings(),
    ];
    await liveThrough(
      this.#cloud,
      year.filter(({ at }) => at < until),
    );
  }

  /** Only the beginning, as it is now: nominated, promised and accepted within minutes. Then nobody answers any more. */
  async begin(): Promise<void> {
    await this.#nominate();
    await this.#cloud.settle();
    await this.round.make();
    await this.#accept();
  }

  #happenings(): Happening[] {
    const [, leaver] = changingPair.members;
    return [
      { at: '2026-10-06T11:00:00Z', happen: () => this.#askForSupport() },
      { at: '2026-11-16T11:00:00Z', happen: () => this.#moveVisit('2026-11-26') },
      { at: '2026-11-27T11:00:00Z', happen: () => this.#deliverSupport() },
      { at: '2026-12-03T11:00:00Z', happen: () => this.#withdraw(leaver) },
      { at: '2027-02-09T15:00:00Z', happen: () => this.#welcomeGuest('meeting-2') },
      { at: '2027-07-19T11:00:00Z', happen: () => this.#waiveWhatIsMissing() },
    ];
  }

  async #nominate(): Promise<void> {
    for (const pair of this.#pairs) {
      await nominatePair(this.#cloud.url, pair);
      await this.#answers.say(`${pair.name} nominates ${pair.members.map(({ name }) => name).join(' and ')}`);
    }
  }

  async #accept(): Promise<void> {
    for (const { name, members } of this.#pairs) {
      const page = await this.#admin.find('nominations', members[0].name);
      await page.choose('Accept', 'Decide').press('Record the decision');
      expectOn(page, 'The nomination is accepted');
      await this.#answers.say(`Sample Admin accepts the pair of ${name}`);
    }
  }

  /** Those who come type the code; the lead reads it off their own page. */
  async #attend(sessionId: string, title: string): Promise<void> {
    await this.round.make();
    const sheet = await this.#lead.open(`${await this.#leadPage()}/sessions/${sessionId}/code`);
    const code = /with the code\s+(\S+)/.exec(sheet.text)?.[1];
    if (!code) throw new StoryWentWrong(`No code is shown for ${title}:\n${sheet.text}`);
    const everybody = [...this.#pairs.flatMap(({ members }) => members), newColleague];
    const coming = everybody.filter((member) => comes(member, sessionId));
    for (const { name, email } of coming) {
      const own = await newestPage(this.#cloud, email, '/me/');
      const page = await new Visitor().open(`${own}/check-in/${sessionId}`);
      await page.fill('The code that is shown', code.toLowerCase()).press('Check in');
      if (!page.has('checked in')) throw new StoryWentWrong(`${name} could not check in to ${title}:\n${page.text}`);
    }
    await this.#answers.say(`${coming.length} check in to ${title}`);
  }

  async #askForSupport(): Promise<void> {
    const [{ name, email }] = newToMastery.members;
    const page = await new Visitor().open(`${await newestPage(this.#cloud, email, '/me/')}/support`);
    page.choose('Our department').fill('What do you need?', 'Sample: help to plan a unit with the whole department.');
    await page.press('Ask for support');
    expectOn(page, 'Your request lies with the lead');
    await this.#answers.say(`${name} asks for support for the department`);
  }

  async #deliverSupport(): Promise<void> {
    const page = await this.#admin.open(`/admin/work-groups/${groupId}`);
    await page.press('It is delivered');
    await this.#answers.say('Sample Admin notes that the support is delivered');
  }

  async #moveVisit(to: string): Promise<void> {
    const [{ name, email }] = changingPair.members;
    const part = 'Move or cancel it';
    const page = await new Visitor().open(`${await newestPage(this.#cloud, email, '/me/')}/observations`);
    fillDate(page, to, part);
    page
      .fill('When does it begin?', changingPair.lesson.time, part)
      .fill('Why? Both', 'Sample: a trip of the year.', part);
    await page.press('Move it');
    expectOn(page, 'Both schools and their headteachers hear of it');
    await this.#answers.say(`${name} moves the visit of their lesson to ${to}`);
  }

  async #withdraw({ name }: SampleMember): Promise<void> {
    await this.#admin.change(name, {
      link: 'Withdraw',
      fill: (form) => form.choose('Another reason', 'Why').fill('Note for the record', 'A sample note.'),
      button: 'Withdraw them',
      done: 'The participant is withdrawn',
    });
    await this.#answers.say(`Sample Admin withdraws ${name}`);
  }

  async #welcomeGuest(sessionId: string): Promise<void> {
    const page = await this.#lead.open(`${await this.#leadPage()}/sessions/${sessionId}`);
    page.fill('A colleague who came along', 'Sample Guest Birch').select('From which school?', 'Sample Birch School');
    await page.press('Put them on the register');
    expectOn(page, 'They are on the register');
    await this.#answers.say(
      `Sample LLME puts a third colleague of Sample Birch School on the register of ${sessionId}`,
    );
  }

  /** Whoever came in the middle of the year can't have three days: an admin decides. */
  async #waiveWhatIsMissing(): Promise<void> {
    const page = await this.#admin.find('participants', newColleague.name);
    page.choose('Waive what is missing').fill('Reason', 'Joined in January.', 'Decide on a review');
    await page.press('Record the decision');
    await this.#answers.say(`Sample Admin waives what ${newColleague.name} could not come to`);
  }

  #leadPage(): Promise<string> {
    return newestPage(this.#cloud, leadEmail, '/lead/', groupId);
  }
}

function comes({ comes: own }: SampleMember, sessionId: string): boolean {
  return own?.(sessionId) ?? true;
}
