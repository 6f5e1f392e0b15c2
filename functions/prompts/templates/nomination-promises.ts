import { type PromisingRole, promiseOf, promisingRolesOf } from '../../domain/nomination.ts';
import { expiryOf } from '../../domain/nomination-occasions.ts';
import { formatMoment } from '../../domain/wording.ts';
import type { NominationContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, nomineeNames, paragraph, programmeDates, programmeLength, timeNeeded } from './phrases.ts';

/** N2: asks the headteacher for the school's commitment. */
export function headCommitment(context: NominationContext): Letter {
  const { programme, people, nomination, links } = context;
  const nominee = nomineeNames(people, 'a colleague');
  return letter(context, {
    subject: `Your commitment is needed: ${nominee} and the ${programme.title} programme`,
    preheader: `Please answer by ${answerBy(context)}.`,
    heading: 'Will you support this nomination?',
    blocks: [
      paragraph(
        `${nominatorWords(context)} nominated ${nominee} of ${nomination.schoolName} for the ${programme.title} programme. It lasts ${programmeLength(context)}, and it works only when the school makes room for it. So we ask you before anything is decided.`,
      ),
      paragraph('What we ask of you:'),
      list([
        `to release ${nominee} for ${timeNeeded(context)}`,
        ...(nomination.pair
          ? ['to give them time to work on it with the mathematics department between the meetings']
          : [
              'to come to the online launch, or to send somebody from your senior leadership team',
              `to give ${nominee} time to work with the mathematics department in the second year`,
            ]),
      ]),
      ...programmeDates(context, 'The dates:'),
      { kind: 'facts', facts: [{ label: 'Please answer by', value: answerBy(context) }] },
    ],
    action: { label: 'Read what is asked and answer', url: links.promise() },
    afterAction: [
      paragraph(
        'You can agree or decline, and change your answer until the decision. If you are not the headteacher, you can say so there.',
      ),
    ],
  });
}

/** N3: asks the nominee whether they want it themselves. */
export function nomineeConsent(context: NominationContext): Letter {
  const { programme, nomination, links } = context;
  return letter(context, {
    subject: `You have been nominated for the ${programme.title} programme`,
    preheader: `Please say whether you would like to take part, by ${answerBy(context)}.`,
    heading: 'You have been nominated',
    blocks: [
      paragraph(
        `${nominatorWords(context)} nominated you, at ${nomination.schoolName}, for the ${programme.title} programme. Nothing is decided before you have said what you think.`,
      ),
      paragraph('What it would mean for you:'),
      list([
        `${programmeLength(context)} of development in teaching for mastery, with ${nomination.pair ? 'pairs from other schools' : 'other lead teachers'}`,
        timeNeeded(context),
        nomination.pair
          ? 'between the meetings, trying things out with your department, together with your colleague'
          : 'in the second year, leading the work in your own department: a plan, and a short review each term',
      ]),
      ...programmeDates(context, 'The dates:'),
      paragraph(
        `We also ask your headteacher. ${context.cohort.hub.name} keeps your name and email address to run the programme; the page below says how they are used.`,
      ),
      { kind: 'facts', facts: [{ label: 'Please answer by', value: answerBy(context) }] },
    ],
    action: { label: 'Say yes or no', url: links.promise() },
    afterAction: [paragraph('If this was meant for somebody else, you can say so there.')],
  });
}

/** N4: reminds whoever has not answered, twice. */
export function nominationChase(context: NominationContext): Letter {
  const { programme, people, role, occasion, links } = context;
  const last = occasion.ordinal > 0;
  const nominee = nomineeNames(people, 'your colleague');
  const asked =
    role === 'head'
      ? `We still need your answer about ${nominee} and the ${programme.title} programme.`
      : `We still need your answer about the ${programme.title} programme.`;
  return letter(context, {
    subject: `${last ? 'Last reminder' : 'Reminder'}: your answer about the ${programme.title} programme`,
    preheader: `Please answer by ${answerBy(context)}.`,
    heading: 'We still need your answer',
    blocks: [
      paragraph(`${asked} It takes a minute, and a no helps us as much as a yes.`),
      paragraph(`It would mean ${timeNeeded(context)}, over ${programmeLength(context)} in all.`),
      { kind: 'facts', facts: [{ label: 'Please answer by', value: answerBy(context) }, ...otherAnswer(context)] },
      ...(last ? [paragraph('We will not send another reminder before nominations are about to close.')] : []),
    ],
    action: { label: 'Give your answer', url: links.promise() },
  });
}

/** N6: three working days before the window closes, to whoever is outstanding and to the nominator. */
export function nominationExpiring(context: NominationContext): Letter {
  const { programme, role, links, cohort } = context;
  const closes = formatMoment(cohort.closesAt, programme.zone);
  const isNominator = role === 'nominator';
  return letter(context, {
    subject: `Nominations close soon: ${isNominator ? 'an answer is missing' : 'we need your answer'}`,
    preheader: `Nominations close on ${closes}.`,
    heading: 'Nominations close soon',
    blocks: [
      paragraph(
        isNominator
          ? `Your nomination for the ${programme.title} programme is not complete yet.`
          : `We still need your answer about the ${programme.title} programme. Without it the nomination can’t be considered.`,
      ),
      {
        kind: 'facts',
        facts: [{ label: 'Nominations close', value: closes }, ...(isNominator ? missingAnswers(context) : [])],
      },
    ],
    action: isNominator
      ? { label: 'See what is missing', url: links.nominationProgress() }
      : { label: 'Give your answer', url: links.promise() },
  });
}

/** "Headteacher: no answer yet", for the school: whose answer is missing, and nothing about why. */
export function missingAnswers({ nomination }: NominationContext): { label: string; value: string }[] {
  return promisingRolesOf(nomination).map((role) => ({
    label: labels[role],
    value: promiseOf(nomination, role).state === 'awaited' ? 'no answer yet' : 'has answered',
  }));
}

const labels: Record<PromisingRole, string> = { head: 'Headteacher', nominee: 'Nominee', partner: 'Second nominee' };

function otherAnswer({ role, nomination }: NominationContext): { label: string; value: string }[] {
  return promisingRolesOf(nomination)
    .filter((other) => other !== role && promiseOf(nomination, other).state === 'given')
    .map((other) => ({ label: other === 'head' ? 'Your headteacher' : labels[other], value: 'has said yes' }));
}

function nominatorWords({ people, nomination, role }: NominationContext): string {
  if (role === 'head' && nomination.headIsNominator) return 'You';
  return people.nominator?.name ?? 'A colleague';
}

/** The window's close while it is open; after that, the nomination's own end. */
function answerBy({ cohort, nomination, moments, programme, now }: NominationContext): string {
  const expires = new Date(expiryOf(nomination, moments)).toISOString();
  return formatMoment(cohort.closesAt > now ? cohort.closesAt : expires, programme.zone);
}
