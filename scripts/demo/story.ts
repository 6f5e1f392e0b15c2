import { dayOf, type Happening, liveThrough, minutesLater, mondaysBetween } from './days.ts';
import { expectOn, StoryWentWrong } from './expect-on.ts';
import type { CloudInStory, SentMail } from './local-cloud.ts';
import { linkIn, MailRound, newestPage } from './mail-round.ts';
import type { ExecutionCensus } from './measure.ts';
import { nominate } from './nominate.ts';
import { SampleLead } from './sample-lead.ts';
import { type SampleSchool, sampleSchools } from './sample-people.ts';
import { Visitor } from './visitor.ts';

/** The lead's address in the sample cohort's file. */
const leadEmail = 'lead@example.org';

export interface StoryOutcome {
  readonly participants: number;
  readonly completed: number;
  readonly withdrawn: number;
  readonly declined: number;
}

/** Who lives a story, and what they do with e-mails that the demo's four schools never get. */
export interface Cast {
  readonly schools: readonly SampleSchool[];
  /** Answers whether it dealt with the e-mail. */
  readonly answer?: (mail: SentMail) => Promise<boolean>;
}

export interface StoryOptions {
  readonly newVisitor?: () => Visitor;
  /** Whether the site was down since this was asked last. */
  readonly isInterrupted?: () => boolean;
  readonly cast?: Cast;
}

/**
 * Two years of four schools with the sample cohort, as its people live them: forms are posted, links are taken out of
 * e-mails, the admin decides in the console. Everybody reads their e-mail on Mondays and on the day of a session.
 */
export class Story {
  readonly #cloud: CloudInStory;
  readonly #tell: (line: string) => void;
  readonly #newVisitor: () => Visitor;
  readonly #isInterrupted: () => boolean;
  readonly #admin: Visitor;
  readonly #lead: SampleLead;
  readonly #round: MailRound;
  readonly #cast: Cast;
  #withdrawn = false;

  constructor(
    cloud: CloudInStory,
    tell: (line: string) => void,
    {
      newVisitor = () => new Visitor(),
      isInterrupted = () => false,
      cast = { schools: sampleSchools },
    }: StoryOptions = {},
  ) {
    this.#cloud = cloud;
    this.#cast = cast;
    this.#tell = tell;
    this.#newVisitor = newVisitor;
    this.#isInterrupted = isInterrupted;
    this.#admin = newVisitor();
    this.#lead = new SampleLead(cloud, newVisitor(), (what) => this.#say(what));
    this.#round = new MailRound(cloud, (mail) => this.#answer(mail));
  }

  /** Every execution that there ever was, looked at whenever e-mail is read. */
  get census(): ExecutionCensus {
    return this.#round.census;
  }

  /** Tuesday 3 March 2026: the window opens, four schools nominate; by the end of the month all is decided. */
  async nominate(): Promise<void> {
    await this.#cloud.jumpTo('2026-03-03T10:00:00Z');
    const schools = this.#cast.schools.filter(({ joinsLater }) => !joinsLater);
    for (const school of schools) await this.#nominate(school);
    await this.#mondays('2026-03-09', '2026-03-24');
    await this.#signIn();
    for (const school of schools) await this.#decide(school);
  }

  /** From the decision to the end of the second year, or to a day before it, Monday by Monday and session by session. */
  async live(
    sessions: readonly { readonly id: string; readonly title: string; readonly startsAt: string }[],
    happenings: readonly Happening[] = [],
    until = '2028-08-14',
  ): Promise<void> {
    const all: readonly Happening[] = [
      ...mondaysBetween('2026-03-30', until).map((at) => ({ at, happen: () => this.#round.make() })),
      ...sessions.map(({ id, title, startsAt }) => ({
        at: minutesLater(startsAt, 5),
        happen: () => this.#attend(id, title),
      })),
      ...inSchoolDates.map((date) => ({ at: `${date}T16:30:00Z`, happen: () => this.#logInSchool(date) })),
      ...happenings,
    ];
    await liveThrough(
      this.#cloud,
      all.filter(({ at }) => at.slice(0, 10) <= until),
    );
  }

  async outcome(): Promise<StoryOutcome> {
    await this.#signIn();
    const participants = await this.#rows('/admin/participants');
    const nominations = await this.#rows('/admin/nominations');
    const inState = (rows: readonly string[], state: string) =>
      rows.filter((row) => row.includes(`\n${state}\n`)).length;
    return {
      participants: participants.length,
      completed: inState(participants, 'Completed'),
      withdrawn: inState(participants, 'Withdrawn'),
      declined: inState(nominations, 'Declined'),
    };
  }

  async #nominate(school: SampleSchool): Promise<void> {
    await nominate(this.#cloud.url, school, this.#newVisitor());
    await this.#say(`${school.name} nominates ${school.teacher}`);
  }

  async #signIn(): Promise<void> {
    await this.#admin.open(`${this.#cloud.url}/admin`);
    if (!this.#admin.heading.includes('Sign in')) return;
    await this.#admin.press('Sign in');
    // Whoever is signed in at the provider already is let through.
    if (!this.#admin.has('Today')) await this.#admin.press('Sample Admin');
    // Half a sign-in can't be taken up again, on AWS no more than here: one begins anew.
    if (this.#isInterrupted() && !this.#admin.has('Today')) return this.#signIn();
    expectOn(this.#admin, 'Today');
    await this.#say('Sample Admin signs in to the console');
  }

  async #decide(school: SampleSchool): Promise<void> {
    await this.#admin.open(`${this.#cloud.url}/admin/nominations`);
    await this.#admin.follow(school.teacher);
    const declines = school.behaviour === 'is-declined';
    this.#admin.choose(declines ? 'Decline' : 'Accept', 'Decide');
    if (declines) this.#admin.fill('Reason', 'The cohort is for schools that are new to teaching for mastery.');
    await this.#admin.press('Record the decision');
    expectOn(this.#admin, declines ? 'The nomination is declined' : 'The nomination is accepted');
    await this.#say(`Sample Admin ${declines ? 'declines' : 'accepts'} ${school.teacher}`);
  }

  async #mondays(from: string, to: string): Promise<void> {
    const mondays = mondaysBetween(from, to);
    await liveThrough(
      this.#cloud,
      mondays.map((at) => ({ at, happen: () => this.#round.make() })),
    );
  }

  async #answer(mail: SentMail): Promise<void> {
    if (await this.#cast.answer?.(mail)) return;
    const to = mail.to[0] ?? '';
    const school = this.#cast.schools.find(({ teacherEmail, headEmail }) => teacherEmail === to || headEmail === to);
    switch (mail.prompt) {
      case 'head-commitment':
        return this.#promise(mail, 'Yes, I agree', school?.head);
      case 'nominee-consent':
        return this.#promise(mail, 'Yes, I want to take part', school?.teacher);
      case 'in-school-acknowledge':
        return to === leadEmail ? this.#acknowledge(mail) : undefined;
      case 'absence-escalated':
        return this.#escalated(mail);
    }
    if (!school || school.teacherEmail !== to || school.behaviour === 'never-answers') return;
    switch (mail.prompt) {
      case 'welcome':
        return this.#confirmDetails(mail, school);
      case 'check-in-missed':
        return this.#admitMissing(mail, school);
      case 'year-2-start':
        return this.#planDepartment(mail, school);
      case 'department-review':
        return this.#reviewDepartment(mail, school);
      case 'completion':
        return this.#say(`${school.teacher} has completed the programme`);
    }
  }

  async #promise(mail: SentMail, answer: string, who = 'Somebody'): Promise<void> {
    const visitor = await this.#newVisitor().open(linkIn(mail, '/promise/'));
    if (!visitor.has('Your answer')) return;
    await visitor.choose(answer).press('Send my answer');
    await this.#say(`${who} answers: ${answer}`);
  }

  async #confirmDetails(mail: SentMail, school: SampleSchool): Promise<void> {
    const visitor = await this.#newVisitor().open(linkIn(mail, '/me/'));
    await visitor.choose('These details are right').press('Confirm my details');
    await this.#say(`${school.teacher} confirms their details`);
  }

  async #admitMissing(mail: SentMail, school: SampleSchool): Promise<void> {
    const visitor = await this.#newVisitor().open(linkIn(mail, '/me/'));
    await visitor.choose('I missed it').press('Send my answer');
    await this.#say(`${school.teacher} was not there, and says so`);
  }

  async #planDepartment(mail: SentMail, school: SampleSchool): Promise<void> {
    const visitor = await this.#newVisitor().open(linkIn(mail, '/me/'));
    await visitor
      .fill(
        'Your department plan',
        'Sample aims: every unit begins with a shared representation; we plan together on Wednesdays.',
      )
      .press('Save the plan');
    await this.#say(`${school.teacher} sets the aims of their department`);
  }

  async #reviewDepartment(mail: SentMail, school: SampleSchool): Promise<void> {
    const visitor = await this.#newVisitor().open(linkIn(mail, '/me/'));
    visitor.fill('How many colleagues have you reached?', '4').fill('How many colleagues teach mathematics', '7');
    await visitor.press('Save the review');
    await this.#say(`${school.teacher} reviews the term: 4 of 7 colleagues reached`);
  }

  async #acknowledge(mail: SentMail): Promise<void> {
    const page = await this.#lead.open(linkIn(mail, '/lead/'));
    const acknowledged = page.chooseAll('days that you acknowledge');
    if (acknowledged === 0) return;
    await page.press('Acknowledge');
    await this.#say(`Sample LLME acknowledges ${acknowledged} half days in school`);
  }

  async #escalated(mail: SentMail): Promise<void> {
    const silent = this.#cast.schools.find(({ behaviour }) => behaviour === 'never-answers');
    await this.#say(`${mail.to[0]} reads: ${mail.subject}`);
    if (!silent || this.#withdrawn || mail.to[0] !== silent.headEmail) return;
    this.#withdrawn = true;
    await this.#signIn();
    await this.#admin.open(`${this.#cloud.url}/admin/participants`);
    await this.#admin.follow(silent.teacher);
    await this.#admin.follow('Withdraw');
    this.#admin.choose('No longer responding', 'Why').fill('Note for the record', 'The head was written to.');
    await this.#admin.press('See what would happen');
    await this.#admin.press('Withdraw them');
    expectOn(this.#admin, 'is withdrawn');
    await this.#say(`Sample Admin withdraws ${silent.teacher}`);
    await this.#admin.follow('See it drawn');
    await this.#admin.follow('History');
    expectOn(this.#admin, 'TaskStateEntered');
    await this.#admin.open(`${this.#cloud.url}/admin/record`);
    expectOn(this.#admin, 'The head was written to.');
  }

  /** Those who come type the code that the room shows; the lead reads it off the console. */
  async #attend(sessionId: string, title: string): Promise<void> {
    await this.#round.make();
    await this.#signIn();
    await this.#admin.open(`${this.#cloud.url}/admin/sessions/sample-2026/${sessionId}`);
    const code = /Code to show in the room\s+(\S+)/.exec(this.#admin.text)?.[1];
    if (!code) throw new StoryWentWrong(`No code is shown for ${title}`);
    for (const school of this.#cast.schools) {
      if (!comes(school, sessionId)) continue;
      const page = await newestPage(this.#cloud, school.teacherEmail, '/me/');
      const visitor = await this.#newVisitor().open(`${page}/check-in/${sessionId}`);
      await visitor.fill('The code that is shown', code.toLowerCase()).press('Check in');
      if (!visitor.has('checked in'))
        throw new StoryWentWrong(`${school.teacher} could not check in to ${title}:\n${visitor.text}`);
      await this.#say(`${school.teacher} checks in to ${title}`);
    }
  }

  async #logInSchool(date: string): Promise<void> {
    const [year = '', month = '', day = ''] = date.split('-');
    for (const school of this.#cast.schools) {
      if (school.behaviour !== 'attends-everything' && school.behaviour !== 'misses-a-day') continue;
      if (school.logs?.(date) === false) continue;
      const visitor = await this.#newVisitor().open(
        `${await newestPage(this.#cloud, school.teacherEmail, '/me/')}/in-school`,
      );
      visitor
        .fill('Day', String(Number(day)))
        .fill('Month', String(Number(month)))
        .fill('Year', year);
      await visitor
        .choose('Half a day')
        .fill('What did you do?', 'Sample: planned a unit with a colleague and watched it taught.')
        .press('Log it');
      await this.#say(`${school.teacher} logs half a day in school`);
    }
  }

  async #rows(path: string): Promise<string[]> {
    await this.#admin.open(this.#cloud.url + path);
    const { text } = this.#admin;
    const starts = this.#cast.schools.map(({ teacher }) => text.indexOf(`\n${teacher}`)).filter((at) => at >= 0);
    const sorted = starts.sort((a, b) => a - b);
    return sorted.map((at, index) => text.slice(at, sorted[index + 1]));
  }

  async #say(what: string): Promise<void> {
    this.#tell(`${dayOf(await this.#cloud.now())}  ${what}.`);
  }
}

/** Half days of development in school, on dates that are plainly samples. */
const inSchoolDates = ['2026-11-10', '2027-01-26', '2027-02-23', '2027-05-11'];

function comes({ behaviour, comes: own }: SampleSchool, sessionId: string): boolean {
  if (own) return own(sessionId);
  const catchUp = sessionId.startsWith('catch-up');
  if (behaviour === 'attends-everything') return !catchUp;
  if (behaviour === 'misses-a-day') return catchUp ? sessionId === 'catch-up-1' : sessionId !== 'central-2';
  return false;
}
