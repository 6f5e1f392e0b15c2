import type { FormPage } from '../../../functions/nominations/nomination-form.ts';
import { cohort } from './fixtures.ts';
import type { SiteWorld } from './world.ts';

type Fields = Readonly<Record<string, string>>;
type Changes = Partial<Record<FormPage, Fields>>;

/** A form without a mistake. */
export const completeForm: Readonly<Record<FormPage, Fields>> = {
  school: { schoolName: 'Sampleton School', urn: '123456' },
  you: { yourName: 'Nora Nominator', yourEmail: 'nora@school.example', yourRole: 'Head of mathematics' },
  nominee: {
    nomineeName: 'Nia Nominee',
    nomineeEmail: 'nia@school.example',
    nomineeRole: 'Second in department',
    earlyCareer: 'no',
  },
  statements: { passion: 'She builds every lesson on it.', trackRecord: 'She leads our planning.' },
  head: { headIs: 'another', headName: 'Hari Head', headEmail: 'head@school.example', subjectLeadAware: 'yes' },
};

const allPages = Object.keys(completeForm) as FormPage[];

/** Begins a form and fills the named pages; answers its address. */
export async function fillForm(world: SiteWorld, pages: readonly FormPage[] = allPages, changes: Changes = {}) {
  const begun = await world.post('/nominate', { cohort: cohort.id });
  const address = (begun.headers.get('location') ?? '').replace(/\/school$/, '');
  for (const page of pages) {
    const answer = await world.post(`${address}/${page}`, { ...completeForm[page], ...changes[page] });
    if (answer.status !== 303) throw new Error(`${page}: ${answer.status} ${await answer.text()}`);
  }
  return address;
}

/** Fills a form and sends it. */
export async function nominate(
  world: SiteWorld,
  changes: Changes = {},
): Promise<{ address: string; reference: string }> {
  const address = await fillForm(world, allPages, changes);
  const sent = await world.post(`${address}/check`);
  if (sent.status !== 303) throw new Error(`check: ${sent.status} ${await sent.text()}`);
  const html = await (await world.get(`${address}/sent`)).text();
  return { address, reference: /<strong>([A-Z0-9]{8})<\/strong>/.exec(html)?.[1] ?? '' };
}
