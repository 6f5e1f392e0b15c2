import type { OutgoingMail } from '../../functions/platform/mail.ts';
import { composeMail } from '../../functions/prompts/compose-mail.ts';
import { builtInMails, sampleNotices } from './built-in-mails.ts';
import { groupMails } from './group-mails.ts';
import { type SampleMail, sampleMails } from './sample-mails.ts';

/** Every e-mail that there is, for sample people: each prompt's, each digest's, and several prompts as one. */
export function allMails(): SampleMail[] {
  const ofProgramme = sampleMails();
  return [...ofProgramme, togetherMail(ofProgramme), ...groupMails(), ...builtInMails()];
}

/** Writes a sample's e-mail. */
export function composeSample(siteUrl: string, key: string): (sample: SampleMail) => Promise<OutgoingMail> {
  const linkKeys = async () => ({ current: 'sample', keys: { sample: key } });
  const compose = composeMail({ siteUrl, linkKeys, notices: sampleNotices });
  return ({ sendable, others }) => compose(sendable, others);
}

/** What falls due to one participant at one moment goes out as one e-mail. */
function togetherMail(samples: readonly SampleMail[]): SampleMail {
  const [first, ...others] = ['session-prep.participant.central-1', 'in-school-plan.participant'].map((name) => {
    const found = samples.find((sample) => sample.name === name);
    if (!found) throw new Error(`There is no sample "${name}"`);
    return found;
  });
  if (!first) throw new Error('Nothing is put together');
  const { now } = first.sendable;
  return {
    ...first,
    name: 'several-at-once.participant',
    others: others.map(({ sendable }) => ({ ...sendable, now })),
  };
}
