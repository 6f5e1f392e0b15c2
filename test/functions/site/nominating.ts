import { privacyVersion } from '../../../functions/domain/privacy-notice.ts';
import { type FormPage, formPages } from '../../../functions/nominations/nomination-form.ts';
import { key } from '../../../functions/platform/keys.ts';
import { aSchool } from '../../support/schools.ts';
import { cohort } from './fixtures.ts';
import type { SiteWorld } from './world.ts';

type Fields = Readonly<Record<string, string>>;
type Changes = Partial<Record<FormPage, Fields>>;

/** A form without a mistake, for a lead teacher. */
export const completeForm = {
  school: { school: '123456' },
  found: { urn: '123456', schoolName: 'Sampleton School', place: 'Sampleton', reasons: '' },
  you: { yourName: 'Nora Nominator', yourEmail: 'nora@school.example', yourRole: 'Head of mathematics' },
  nominee: {
    nomineeName: 'Nia Nominee',
    nomineeEmail: 'nia@school.example',
    nomineeRole: 'Second in department',
  },
  career: { earlyCareer: 'no' },
  passion: { passion: 'She builds every lesson on it.' },
  'track-record': { workedWhere: 'both', trackRecord: 'She leads our planning.' },
  head: { headIs: 'another', headName: 'Hari Head', headEmail: 'head@school.example' },
  'subject-leader': { subjectLeadAware: 'yes' },
  needs: { needs: '' },
} as const satisfies Changes;

/** The same school’s form for a pair. */
export const completePair = {
  school: completeForm.school,
  found: completeForm.found,
  you: completeForm.you,
  nominee: completeForm.nominee,
  career: { earlyCareer: 'no', experience: 'specialist' },
  partner: {
    partnerName: 'Pia Partner',
    partnerEmail: 'pia@school.example',
    partnerRole: 'Teacher of mathematics',
    sharedMailbox: '',
  },
  'partner-career': { partnerEarlyCareer: 'no', partnerExperience: 'neither' },
  priorities: { priorities: 'We want to plan together.' },
  head: completeForm.head,
  'subject-leader': completeForm['subject-leader'],
  needs: { needs: 'Step-free access' },
} as const satisfies Changes;

/** Begins a form and fills the named pages; answers its address. `changes.school.urn` is a school that the register has. */
export async function fillForm(
  world: SiteWorld,
  pages: readonly FormPage[] = formPages('lead-teacher'),
  changes: Changes = {},
  form: Changes = completeForm,
  cohortId: string = cohort.id,
) {
  const urn = changes.school?.urn ?? completeForm.found.urn;
  await world.put({ ...key.school(urn), ...aSchool({ urn }) });
  const begun = await world.post('/nominate', { cohort: cohortId });
  const address = (begun.headers.get('location') ?? '').replace(/\/school$/, '');
  for (const page of pages) {
    const chosen: Fields = page === 'school' ? { school: urn } : page === 'found' ? { urn } : {};
    const answer = await world.post(`${address}/${page}`, { ...form[page], ...changes[page], ...chosen });
    if (answer.status !== 303) throw new Error(`${page}: ${answer.status} ${await answer.text()}`);
  }
  return address;
}

/** What the last page posts, by somebody who said that they are a person. */
export const sending = { privacyVersion, person: 'yes' } as const;

/** Fills a form and sends it. */
export async function nominate(
  world: SiteWorld,
  changes: Changes = {},
  form: { pages: readonly FormPage[]; fields: Changes } = { pages: formPages('lead-teacher'), fields: completeForm },
): Promise<{ address: string; reference: string }> {
  const address = await fillForm(world, form.pages, changes, form.fields);
  const sent = await world.post(`${address}/check`, sending);
  if (sent.status !== 303) throw new Error(`check: ${sent.status} ${await sent.text()}`);
  const html = await (await world.get(`${address}/sent`)).text();
  return { address, reference: /<strong>([A-Z0-9]{8})<\/strong>/.exec(html)?.[1] ?? '' };
}
