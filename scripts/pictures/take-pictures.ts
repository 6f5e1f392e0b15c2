import type { Page } from 'playwright-core';
import { type Happening, minutesLater } from '../demo/days.ts';
import { StoryWentWrong } from '../demo/expect-on.ts';
import type { LocalCloud, SentMail } from '../demo/local-cloud.ts';
import { linkIn, newestPage } from '../demo/mail-round.ts';
import { fillForm } from '../demo/nominate.ts';
import { type SampleSchool, sampleSchool, sampleSchools } from '../demo/sample-people.ts';
import { sampleSessions } from '../demo/sample-sessions.ts';
import { Story } from '../demo/story.ts';
import { Visitor } from '../demo/visitor.ts';
import type { Camera } from './camera.ts';

/** Comes late, and waits for a decision while the admin's pictures are taken. */
const late: SampleSchool = { ...sampleSchool('Elder', '900005', 'never-answers'), joinsLater: true };
const [ash] = sampleSchools;
if (!ash) throw new StoryWentWrong('The demo has no schools');
const teacher = ash;

/** The day after the fourth central day: the last of which there is a picture. */
const lastDay = '2027-03-09';

/** Lives the demo's year up to the spring and takes the pictures of the guides on the way, each when its page is worth seeing. */
export async function takePictures(cloud: LocalCloud, camera: Camera, tell: (line: string) => void): Promise<void> {
  await cloud.pause();
  const schools = new SchoolPictures(cloud, camera);
  const admin = new ConsolePictures(cloud, camera);
  const story = new Story(cloud, tell, {
    cast: {
      schools: [...sampleSchools, late],
      answer: async (mail) => {
        await schools.see(mail);
        return false;
      },
    },
  });
  await cloud.jumpTo('2026-03-03T09:30:00Z');
  await schools.form();
  await story.nominate();
  const fourth = sampleSessions().find(({ id }) => id === 'central-4');
  if (!fourth) throw new StoryWentWrong('The sample cohort has no fourth central day');
  const happenings: readonly Happening[] = [
    { at: '2026-03-25T11:00:00Z', happen: () => schools.nominateLate() },
    { at: '2027-02-23T17:00:00Z', happen: () => leadPictures(cloud, camera) },
    { at: minutesLater(fourth.startsAt, 2), happen: () => participantPictures(cloud, camera, fourth.id) },
    { at: `${lastDay}T10:30:00Z`, happen: () => admin.take(fourth.id) },
  ];
  await story.live(sampleSessions(), happenings, lastDay);
}

/** What a school sees: the form at its end, what the nominator can follow, and what the headteacher is asked. */
class SchoolPictures {
  readonly #cloud: LocalCloud;
  readonly #camera: Camera;
  readonly #seen = new Set<string>();

  constructor(cloud: LocalCloud, camera: Camera) {
    this.#cloud = cloud;
    this.#camera = camera;
  }

  async form(): Promise<void> {
    const nominator = new Visitor();
    await fillForm(this.#cloud.url, teacher, nominator);
    await this.#camera.shoot('school-check', 'desk', nominator.address);
  }

  async nominateLate(): Promise<void> {
    const nominator = new Visitor();
    await fillForm(this.#cloud.url, late, nominator);
    await nominator.press('Send nomination');
    if (nominator.has('Are you a person')) await nominator.choose('Yes, I am').press('Send nomination');
  }

  /** The first e-mail of its kind to the school that everything goes well for, before it is answered. */
  async see(mail: SentMail): Promise<void> {
    if (mail.prompt === null || this.#seen.has(mail.prompt)) return;
    switch (mail.to[0]) {
      case teacher.headEmail:
        if (mail.prompt === 'head-commitment')
          await this.#take(mail.prompt, 'school-promise', linkIn(mail, '/promise/'));
        return;
      case teacher.nominatorEmail:
        if (mail.prompt === 'nomination-received')
          await this.#take(mail.prompt, 'school-progress', linkIn(mail, '/nomination/'));
        return;
      case teacher.teacherEmail:
        if (mail.prompt !== 'session-reminder') return;
        this.#seen.add(mail.prompt);
        await this.#camera.shootMail('email-reminder', mail.html);
    }
  }

  async #take(prompt: string, name: string, address: string): Promise<void> {
    this.#seen.add(prompt);
    await this.#camera.shoot(name, 'phone', address);
  }
}

async function participantPictures(cloud: LocalCloud, camera: Camera, session: string): Promise<void> {
  const own = await newestPage(cloud, teacher.teacherEmail, '/me/');
  await camera.shoot('participant', 'desk', own);
  await camera.shoot('participant-check-in', 'phone', `${own}/check-in/${session}`);
  await camera.shoot('participant-in-school', 'phone', `${own}/in-school`);
}

/** On the phone between lessons: days to acknowledge, and a register. */
async function leadPictures(cloud: LocalCloud, camera: Camera): Promise<void> {
  const asked = (await cloud.mail('?to=lead%40example.org')).filter(({ prompt }) => prompt === 'in-school-acknowledge');
  const newest = asked.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  if (!newest) throw new StoryWentWrong('The lead was never asked to acknowledge a day');
  const address = /^.*\/lead\/[^/?#]+/.exec(linkIn(newest, '/lead/'))?.[0] ?? '';
  const page = await camera.person('phone');
  await page.goto(address);
  if ((await page.locator('h1').innerText()) === 'Check that it is you') await typeCode(cloud, page);
  await page.goto(address);
  await camera.keep('llme-page', page);
  await page.goto(`${address}/sessions/central-3`);
  await camera.keep('llme-register', page);
  await page.context().close();
}

async function typeCode(cloud: LocalCloud, page: Page): Promise<void> {
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await cloud.settle();
  const codes = (await cloud.mail()).filter(({ prompt }) => prompt === 'sign-in-code');
  const code = /^[2-9A-Z]{8}$/m.exec(codes.sort((a, b) => a.at.localeCompare(b.at)).at(-1)?.text ?? '')?.[0];
  if (!code) throw new StoryWentWrong('The lead got no code');
  await page.getByLabel('The code from the email').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Who was there, as somebody kept it on paper: one who did not come, one who is on the register already, one nobody knows. */
function attendanceSheet(): string {
  const rows = sampleSchools
    .slice(0, 2)
    .map(({ teacher: name, name: school }, index) => [name, school, index ? 'no' : 'yes']);
  return [['Name', 'School', 'Attended'], ...rows, ['Sample Visitor', 'Sample Ash School', 'yes']]
    .map((row) => row.join('\t'))
    .join('\n');
}

/** The console at a desk, as a sample admin sees it. */
class ConsolePictures {
  readonly #cloud: LocalCloud;
  readonly #camera: Camera;

  constructor(cloud: LocalCloud, camera: Camera) {
    this.#cloud = cloud;
    this.#camera = camera;
  }

  async take(session: string): Promise<void> {
    const page = await this.#camera.person('desk');
    const open = (path: string) => page.goto(`${this.#cloud.url}${path}`);
    await open('/admin');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sample Admin' }).click();
    await this.#camera.keep('admin-today', page);
    await open('/admin/participants?cohort=sample-2026');
    await this.#camera.keep('admin-participants', page);
    await page.getByRole('link', { name: teacher.teacher }).click();
    await this.#camera.keep('console', page);
    await page.getByRole('link', { name: 'Session reminder' }).first().click();
    await this.#camera.keep('admin-email', page);
    await page.goBack();
    await page.getByRole('link', { name: 'What is kept about them' }).click();
    await this.#camera.keep('admin-data', page);
    await open('/admin/nominations?cohort=sample-2026');
    await page.getByRole('link', { name: late.teacher }).click();
    await this.#camera.keep('admin-decide', page);
    await open(`/admin/sessions/sample-2026/${session}/code`);
    await this.#camera.keep('room-code', page);
    await open(`/admin/sessions/sample-2026/${session}/import`);
    await page.getByLabel('Or paste the rows').fill(attendanceSheet());
    await page.getByRole('button', { name: 'Check it' }).click();
    await this.#camera.keep('admin-import', page);
    await open('/admin/record');
    await this.#camera.keep('admin-record', page);
    await page.context().close();
  }
}
