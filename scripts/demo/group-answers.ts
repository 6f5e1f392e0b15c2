import type { ConsoleAdmin } from './console-admin.ts';
import { fillDate } from './console-admin.ts';
import { dayOf } from './days.ts';
import { expectOn } from './expect-on.ts';
import {
  groupId,
  groupMembers,
  groupPairs,
  newColleague,
  newToMastery,
  type SampleMember,
  type SamplePair,
} from './group-people.ts';
import type { CloudInStory, SentMail } from './local-cloud.ts';
import { linkIn } from './mail-round.ts';
import type { SampleLead } from './sample-lead.ts';
import { Visitor } from './visitor.ts';

/** The addresses of the sample cohort's file. */
export const leadEmail = 'lead@example.org';
const hubEmail = 'hub@example.org';

/** What everybody of a sample Work Group does with the e-mails of its year, on the pages that these lead to. */
export class GroupAnswers {
  readonly #cloud: CloudInStory;
  readonly #admin: ConsoleAdmin;
  readonly #lead: SampleLead;
  readonly #tell: (line: string) => void;
  /** Whether notes that named a pupil were refused already. */
  #wasAsked = false;

  constructor(cloud: CloudInStory, admin: ConsoleAdmin, lead: SampleLead, tell: (line: string) => void) {
    this.#cloud = cloud;
    this.#admin = admin;
    this.#lead = lead;
    this.#tell = tell;
  }

  async answer(mail: SentMail): Promise<void> {
    const [to] = mail.to;
    const member = groupMembers.find(({ email }) => email === to);
    if (member) return this.#asMember(mail, member);
    const pair = groupPairs.find(({ headEmail, nominatorEmail }) => headEmail === to || nominatorEmail === to);
    if (pair) return this.#asSchool(mail, pair);
    if (to === leadEmail && mail.prompt === 'support-asked') return this.#passOn(mail);
    if (to === hubEmail && mail.prompt === 'support-held') return this.#agreeSupport();
  }

  async #asMember(mail: SentMail, member: SampleMember): Promise<void> {
    switch (mail.prompt) {
      case 'nominee-consent':
        return this.#promise(mail, 'Yes, I want to take part', member.name);
      case 'welcome':
        return this.#confirmDetails(mail, member);
      case 'implement-pulse':
        return this.#answerAboutTask(mail, member);
      case 'observation-offer':
        return this.#offerLesson(mail, member);
      case 'observation-match':
        return this.#agreeToVisits(mail, member);
      case 'observation-notes':
        return this.#writeNotes(mail, member);
      case 'support-delivered':
        return this.#rateSupport(mail, member);
      case 'completion':
        return this.say(`${member.name} has completed the programme`);
    }
  }

  async #asSchool(mail: SentMail, pair: SamplePair): Promise<void> {
    switch (mail.prompt) {
      case 'head-commitment':
        return this.#promise(mail, 'Yes, I agree', pair.head);
      case 'pair-warn':
        return this.#noteWhy(mail, pair);
      case 'pair-gap':
        return this.#nameColleague(mail, pair);
    }
  }

  async #promise(mail: SentMail, answer: string, who: string): Promise<void> {
    const page = await new Visitor().open(linkIn(mail, '/promise/'));
    if (!page.has('Your answer')) return;
    await page.choose(answer).press('Send my answer');
    await this.say(`${who} answers: ${answer}`);
  }

  async #confirmDetails(mail: SentMail, { name }: SampleMember): Promise<void> {
    const page = await new Visitor().open(linkIn(mail, '/me/'));
    await page.choose('These details are right').press('Confirm my details');
    await this.say(`${name} confirms their details`);
  }

  async #noteWhy(mail: SentMail, { nominator }: SamplePair): Promise<void> {
    const page = await new Visitor().open(linkIn(mail, '/pair/'));
    page.fill('Note', 'Sample note: our department is new to teaching for mastery.');
    await page.choose('We would like the lead’s help').press('Save');
    expectOn(page, 'The lead of the group sees it');
    await this.say(`${nominator} notes why nobody of the pair is a Specialist, and asks for help`);
  }

  async #nameColleague(mail: SentMail, { head }: SamplePair): Promise<void> {
    const page = await new Visitor().open(linkIn(mail, '/pair/'));
    if (!page.has('Name a colleague')) return;
    page.fill('Their name', newColleague.name).fill('Their email address', newColleague.email);
    await page.press('Ask them');
    expectOn(page, 'Your colleague is asked');
    await this.say(`${head} names ${newColleague.name} for the place that is open`);
  }

  async #answerAboutTask(mail: SentMail, { name, answers }: SampleMember): Promise<void> {
    const link = linkIn(mail, '/tasks/');
    const session = link.split('/').at(-1) ?? '';
    if (answers?.(session) === false) return this.say(`${name} does not answer about the task after ${session}`);
    const page = await new Visitor().open(link);
    page.choose('In part', 'Have you tried it').fill('Who took part?', 'The Year 8 team');
    page.fill('What changed?', 'Sample: we plan the first lesson of each unit together.');
    page.fill('How many colleagues took part?', '3').fill('How many colleagues teach', '7');
    await page.press('Send my answer');
    expectOn(page, 'The lead reads it');
    await this.say(`${name} answers about the task after ${session}: 3 of 7 colleagues took part`);
  }

  async #offerLesson(mail: SentMail, member: SampleMember): Promise<void> {
    const pair = pairOf(member);
    if (!pair || pair.members[0] !== member) return;
    const page = await new Visitor().open(linkIn(mail, '/observations'));
    fillDate(page, pair.lesson.date, 'On which day?');
    page.fill('When does it begin?', pair.lesson.time);
    page.fill('Which lesson?', 'Year 8, fractions').fill('What should visitors', 'How pupils explain why it works');
    await page.press('Offer the lesson');
    expectOn(page, 'Your lesson is offered');
    await this.say(`${pair.name} offers a lesson on ${pair.lesson.date}`);
  }

  async #agreeToVisits(mail: SentMail, { name }: SampleMember): Promise<void> {
    const page = await new Visitor().open(linkIn(mail, '/observations'));
    if (!page.has('It suits us')) return;
    while (page.has('It suits us')) await page.press('It suits us');
    await this.say(`${name} says that the visits suit their school`);
  }

  /** One of each pair writes; the pair that is new to it names a pupil at first, and is asked not to. */
  async #writeNotes(mail: SentMail, member: SampleMember): Promise<void> {
    const pair = pairOf(member);
    if (!pair || pair.members[0] !== member) return;
    const page = await new Visitor().open(linkIn(mail, '/observations'));
    const write = (notes: string) => page.fill('What do you take from it?', notes).press('Save the notes');
    if (pair === newToMastery && !this.#wasAsked) {
      this.#wasAsked = true;
      await write('Amelia said that it is the same.');
      expectOn(page, 'Leave out pupils’ names');
      await this.say(`${member.name} names a pupil in the notes, and is asked not to`);
    }
    await write('Sample: a pupil said why it works before the teacher did. We try the same question in Year 9.');
    expectOn(page, 'Your notes are saved');
    await this.say(`${member.name} writes down what ${pair.name} takes from the lesson`);
  }

  async #rateSupport(mail: SentMail, { name }: SampleMember): Promise<void> {
    const page = await new Visitor().open(linkIn(mail, '/support'));
    await page.choose('Very helpful').press('Send');
    expectOn(page, 'Thank you');
    await this.say(`${name} rates the support: very helpful`);
  }

  async #passOn(mail: SentMail): Promise<void> {
    const page = await this.#lead.open(linkIn(mail, '/lead/'));
    page.fill('Answer to the school', 'Sample: more than I can do alone, so I ask the hub.');
    await page.press('Pass it to the hub’s leadership');
    expectOn(page, 'It is recorded');
    await this.say('Sample LLME passes the request on to the leadership of the hub');
  }

  async #agreeSupport(): Promise<void> {
    const page = await this.#admin.open(`/admin/work-groups/${groupId}`);
    if (!page.has('Who does it?')) return;
    page.fill('Who does it?', 'Sample Hub Lead').fill('How many half-days?', '2');
    await page.fill('Answer to the school', 'Sample: two Wednesdays in November.').press('Agree it');
    await this.say('Sample Admin agrees two half-days of support, as the hub was reminded to');
  }

  async say(what: string): Promise<void> {
    this.#tell(`${dayOf(await this.#cloud.now())}  ${what}.`);
  }
}

function pairOf(member: SampleMember): SamplePair | undefined {
  return groupPairs.find(({ members }) => members.includes(member));
}
