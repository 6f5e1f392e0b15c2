import { expectOn } from './expect-on.ts';
import { Visitor } from './visitor.ts';

/** An admin at the console, who signs in where they have to and looks after one cohort. */
export class ConsoleAdmin {
  readonly #url: string;
  readonly #cohort: string;
  readonly #visitor = new Visitor();

  constructor(url: string, cohort = 'sample-2026') {
    this.#url = url;
    this.#cohort = cohort;
  }

  /** Opens one of the console's pages, and signs in first where that is asked. */
  async open(path: string): Promise<Visitor> {
    await this.#visitor.open(`${this.#url}/admin`);
    if (this.#visitor.heading.includes('Sign in')) {
      await this.#visitor.press('Sign in');
      await this.#visitor.press('Sample Admin');
    }
    return this.#visitor.open(this.#url + path);
  }

  /** Opens a nomination or participant from the cohort's list, by a teacher's name. */
  async find(list: 'nominations' | 'participants', teacher: string): Promise<Visitor> {
    const page = await this.open(`/admin/${list}?cohort=${this.#cohort}`);
    return page.follow(teacher);
  }

  /** Makes one of the changes of a participant's page: its form, what would happen, and the change itself. */
  async change(
    teacher: string,
    { link, fill, button, done }: { link: string; fill: (form: Visitor) => void; button: string; done: string },
  ): Promise<void> {
    const page = await this.find('participants', teacher);
    await page.follow(link);
    fill(page);
    await page.press('See what would happen');
    expectOn(page, 'What happens');
    await page.press(button);
    expectOn(page, done);
  }

  /** Makes one of the changes of a session's page, after a look at what it does. */
  async changeSession(
    session: string,
    { part, fill, look, button }: { part: string; fill: (form: Visitor) => void; look: string; button: string },
  ): Promise<void> {
    const page = await this.open(`/admin/sessions/${this.#cohort}/${session}/change`);
    page.fill('Reason', 'A sample reason.', part);
    fill(page);
    await page.press(look);
    expectOn(page, 'Before you confirm');
    await page.press(button);
    expectOn(page, 'The session is changed');
  }
}

/** Fills the three fields of a date, under a summary or legend where several share their labels. */
export function fillDate(form: Visitor, date: string, group?: string): void {
  const [year = '', month = '', day = ''] = date.split('-');
  form
    .fill('Day', String(Number(day)), group)
    .fill('Month', String(Number(month)), group)
    .fill('Year', year, group);
}
