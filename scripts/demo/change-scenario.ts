import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import type { Cloud } from '../../local/cloud.ts';
import {
  changingSchools,
  colleague,
  leaving,
  moving,
  newSchool,
  pausing,
  replaced,
  resuming,
  returning,
  steady,
} from './change-people.ts';
import { nextCohort, secondVersion } from './change-texts.ts';
import { ConsoleAdmin, fillDate } from './console-admin.ts';
import type { Happening } from './days.ts';
import { expectOn, StoryWentWrong } from './expect-on.ts';
import type { CloudInStory, SentMail } from './local-cloud.ts';
import { linkIn } from './mail-round.ts';
import { sampleSessions } from './sample-sessions.ts';
import { Story, type StoryOutcome } from './story.ts';
import { Visitor } from './visitor.ts';

const setUpFunction = (name: string): string => `throughline-local-${name}`;

/**
 * Two years of a cohort to which everything happens that can be changed: sessions move, are cancelled, come back and are
 * split; people pause, return to their cohort or a later one, withdraw, take it back, are replaced and change schools; an
 * execution is killed; the programme is revised in the middle of the year. All of it on the pages where people do it.
 */
export class ChangeScenario {
  readonly story: Story;
  /** Executions that were aborted on purpose, by name. */
  readonly killed: string[] = [];
  readonly #cloud: Cloud;
  readonly #driven: CloudInStory;
  readonly #tell: (line: string) => void;
  readonly #admin: ConsoleAdmin;

  constructor(cloud: Cloud, driven: CloudInStory, tell: (line: string) => void) {
    this.#cloud = cloud;
    this.#driven = driven;
    this.#tell = tell;
    this.#admin = new ConsoleAdmin(cloud.url);
    const cast = { schools: changingSchools, answer: (mail: SentMail) => this.#answer(mail) };
    this.story = new Story(driven, tell, { cast });
  }

  async live(): Promise<StoryOutcome> {
    await this.story.nominate();
    await this.story.live(sessionsAsTheyCome(), this.#happenings());
    return this.story.outcome();
  }

  #happenings(): Happening[] {
    const on = (at: string, happen: () => Promise<void>): Happening => ({ at, happen });
    return [
      on('2026-09-28T11:00:00Z', () => this.#withdraw(returning.teacher)),
      on('2026-10-01T11:00:00Z', () => this.#moveToAnotherSchool()),
      on('2026-10-12T11:00:00Z', () => this.#pause(pausing.teacher, '2027-02-22')),
      on('2026-11-16T11:00:00Z', () => this.#withdraw(leaving.teacher)),
      on('2026-11-18T09:00:00Z', () => this.#moveSession('central-2', '2026-12-03')),
      on('2026-12-02T11:00:00Z', () => this.#killExecution(steady.teacher)),
      on('2026-12-07T11:00:00Z', () => this.#replace()),
      on('2027-01-11T11:00:00Z', () => this.#cancelSession('central-3')),
      on('2027-01-13T11:00:00Z', () => this.#reinstateSession('central-3', '2027-01-28')),
      on('2027-01-18T11:00:00Z', () => this.#reviseProgramme()),
      on('2027-02-22T11:00:00Z', () => this.#bringBack(pausing.teacher)),
      on('2027-02-24T11:00:00Z', () => this.#splitSession('central-4', '2027-03-05', moving.teacher)),
      on('2027-03-15T11:00:00Z', () => this.#pause(resuming.teacher, '2027-09-06')),
      on('2027-04-29T12:00:00Z', () => this.#changeLink('central-5')),
      on('2027-09-06T11:00:00Z', () => this.#bringBackNextYear(resuming.teacher)),
    ];
  }

  /** What these people do with e-mails that the plain demo's never get. */
  async #answer(mail: SentMail): Promise<boolean> {
    if (mail.prompt === 'withdrawn' && mail.to[0] === returning.teacherEmail) {
      const visitor = await new Visitor().open(linkIn(mail, '/undo/'));
      await visitor.choose('I want to go on with the programme').press('Take it back');
      expectOn(visitor, 'You are back in the programme');
      await this.#say(`${returning.teacher} takes the withdrawal back`);
      return true;
    }
    if (mail.prompt === 'school-promise' && mail.to[0] === newSchool.headEmail) {
      const visitor = await new Visitor().open(linkIn(mail, '/school-change/'));
      if (visitor.has('Your answer')) await visitor.choose('Yes, we will support them').press('Send my answer');
      await this.#say(`${newSchool.head} promises to support ${moving.teacher}`);
      return true;
    }
    return false;
  }

  async #withdraw(teacher: string): Promise<void> {
    await this.#admin.change(teacher, {
      link: 'Withdraw',
      fill: (form) => form.choose('Another reason', 'Why').fill('Note for the record', 'A sample note.'),
      button: 'Withdraw them',
      done: 'The participant is withdrawn',
    });
    await this.#say(`Sample Admin withdraws ${teacher}`);
    await this.#driven.settle();
  }

  async #pause(teacher: string, until: string): Promise<void> {
    await this.#admin.change(teacher, {
      link: 'Pause',
      fill: (form) => {
        form.choose('Parental leave', 'Why');
        fillDate(form, until);
      },
      button: 'Pause them',
      done: 'The participant is paused',
    });
    await this.#say(`Sample Admin pauses ${teacher} until ${until}`);
  }

  async #bringBack(teacher: string): Promise<void> {
    const back = { link: 'Bring back', fill: () => {}, button: 'Bring them back', done: 'The participant is back' };
    await this.#admin.change(teacher, back);
    await this.#say(`Sample Admin brings ${teacher} back`);
  }

  async #bringBackNextYear(teacher: string): Promise<void> {
    await this.#admin.change(teacher, {
      link: 'Bring back',
      fill: (form) => form.choose('Secondary Mastery Specialists 2027'),
      button: 'Bring them back',
      done: 'The participant is back',
    });
    await this.#say(`Sample Admin brings ${teacher} back, into next year’s cohort`);
  }

  async #replace(): Promise<void> {
    await this.#admin.change(replaced.teacher, {
      link: 'Replace by a colleague',
      fill: (form) =>
        form
          .fill('The colleague’s name', colleague.teacher)
          .fill('The colleague’s email address', colleague.teacherEmail),
      button: 'Ask the colleague',
      done: 'The colleague is asked',
    });
    await this.#say(`Sample Admin asks ${colleague.teacher} to take over from ${replaced.teacher}`);
  }

  async #moveToAnotherSchool(): Promise<void> {
    await this.#admin.change(moving.teacher, {
      link: 'Change of school',
      fill: (form) => {
        form.choose('To another state-funded secondary school of this hub');
        form.fill('Name of the school', newSchool.name).fill('URN', newSchool.urn);
        form
          .fill('The headteacher’s name', newSchool.head)
          .fill('The headteacher’s email address', newSchool.headEmail);
        fillDate(form, '2027-01-04');
      },
      button: 'Record the change',
      done: 'The new school is asked',
    });
    await this.#say(`Sample Admin records that ${moving.teacher} goes to ${newSchool.name} in January`);
  }

  async #moveSession(session: string, to: string): Promise<void> {
    const part = 'Change the time, the place or the link';
    await this.#admin.changeSession(session, {
      part,
      fill: (form) => fillDate(form, to, part),
      look: 'See what the change does',
      button: 'Confirm the change',
    });
    await this.#say(`Sample Admin moves ${session} to ${to}`);
  }

  async #changeLink(session: string): Promise<void> {
    const part = 'Change the time, the place or the link';
    await this.#admin.changeSession(session, {
      part,
      fill: (form) => form.fill('Link to join online', 'https://meet.example.org/another-room', part),
      look: 'See what the change does',
      button: 'Confirm the change',
    });
    await this.#say(`Sample Admin changes the link of ${session} half an hour before it begins`);
  }

  async #cancelSession(session: string): Promise<void> {
    await this.#admin.changeSession(session, {
      part: 'Cancel it',
      fill: () => {},
      look: 'See what cancelling does',
      button: 'Cancel the session',
    });
    await this.#say(`Sample Admin cancels ${session}`);
  }

  async #reinstateSession(session: string, on: string): Promise<void> {
    const part = 'Bring it back';
    await this.#admin.changeSession(session, {
      part,
      fill: (form) => fillDate(form, on, part),
      look: 'See what bringing it back does',
      button: 'Bring the session back',
    });
    await this.#say(`Sample Admin brings ${session} back on ${on}`);
  }

  async #splitSession(session: string, on: string, teacher: string): Promise<void> {
    const part = 'Split it';
    await this.#admin.changeSession(session, {
      part,
      fill: (form) => {
        form.choose(teacher);
        fillDate(form, on, part);
      },
      look: 'See what the split does',
      button: 'Split the session',
    });
    await this.#say(`Sample Admin splits ${session}: ${teacher} goes to a second sitting on ${on}`);
  }

  /** As an operator with the AWS console might: nobody is told but by the event of the execution’s end. */
  async #killExecution(teacher: string): Promise<void> {
    const page = await this.#admin.find('participants', teacher);
    const name = /Workflow\s+(\S+), turn/.exec(page.text)?.[1];
    const { states } = this.#cloud.world;
    const found = states.executions().find((execution) => execution.name === name);
    if (!name || !found) throw new StoryWentWrong(`No execution drives ${teacher}`);
    await states.call('StopExecution', { executionArn: found.executionArn, error: 'Aborted', cause: 'by hand' });
    this.killed.push(name);
    await this.#driven.settle();
    await this.#say(`The execution that drives ${teacher} is killed`);
  }

  /** The next version is published as a deploy does, and the cohort moved to it in the console. */
  async #reviseProgramme(): Promise<void> {
    await this.#invoke('publish-programmes', { programmes: [secondVersion()] });
    await this.#invoke('open-cohort', nextCohort());
    const page = await this.#admin.open('/admin/versions?cohort=sample-2026&to=2');
    await page.fill('Reason', 'Reminders come a day earlier.').press('Move to version 2');
    expectOn(page, 'The cohort goes by that version');
    await this.#say('Sample Admin moves the cohort to version 2 of its programme');
  }

  async #invoke(name: string, payload: unknown): Promise<void> {
    const outcome = await this.#cloud.invoke(setUpFunction(name), payload);
    if ('error' in outcome) throw new StoryWentWrong(`${name}: ${readAs(v.string(), outcome.error.errorMessage)}`);
  }

  async #say(what: string): Promise<void> {
    this.#tell(`${(await this.#driven.now()).slice(0, 10)}  ${what}.`);
  }
}

/** The cohort’s sessions when they really take place, and the sitting that one of them is split into. */
function sessionsAsTheyCome() {
  const moved: Readonly<Record<string, string>> = {
    'central-2': '2026-12-03T09:30:00Z',
    'central-3': '2027-01-28T13:30:00Z',
  };
  return [
    ...sampleSessions().map((session) => ({ ...session, startsAt: moved[session.id] ?? session.startsAt })),
    { id: 'central-4-sitting-2', title: 'central 4, second sitting', startsAt: '2027-03-05T09:30:00Z' },
  ];
}
