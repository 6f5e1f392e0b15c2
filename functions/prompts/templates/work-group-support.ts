import type { SupportRequest } from '../../domain/work-group.ts';
import { topicOf } from '../../domain/work-group-occasions.ts';
import { pairById } from '../../domain/work-group-situation.ts';
import type { Block } from '../../email/content.ts';
import type { WorkGroupContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { paragraph, remind } from './phrases.ts';

/** R1: to who asked and to the lead, when somebody asks for support. */
export function supportAsked(context: WorkGroupContext): Letter {
  const { role, links } = context;
  const request = requestOf(context);
  if (role === 'lead')
    return letter(context, {
      subject: `${schoolOf(context, request)} asks for support`,
      heading: 'A request for support',
      blocks: [facts(context, request), paragraph('Answer it, agree half-days, or pass it to the hub’s leadership.')],
      action: { label: 'Answer the request', url: links.leadPage() },
    });
  return letter(context, {
    subject: 'We have your request for support',
    heading: 'Your request has arrived',
    blocks: [
      facts(context, request),
      paragraph('It lies with the lead of your group, who answers, or passes it to the leadership of the hub.'),
    ],
    action: { label: 'See your request', url: links.participantPage('support') },
  });
}

/** R2: when half-days are agreed and somebody has taken it on. */
export function supportAssigned(context: WorkGroupContext): Letter {
  const { links, role } = context;
  const request = requestOf(context);
  return letter(context, {
    subject: `Support agreed: ${halfDayWords(request)}`,
    heading: `${request.assignedTo ?? 'Somebody'} takes it on`,
    blocks: [facts(context, request), paragraph('Agree dates with each other directly.')],
    action:
      role === 'participant'
        ? { label: 'See your request', url: links.participantPage('support') }
        : holderAction(context),
  });
}

/** R3: when it was delivered: to who asked, for one tap of an opinion. */
export function supportDelivered(context: WorkGroupContext): Letter {
  const { links } = context;
  const request = requestOf(context);
  return letter(context, {
    subject: 'How helpful was the support?',
    heading: 'How helpful was it?',
    blocks: [facts(context, request), paragraph('One choice from 1 to 5, please: the hub plans its support by it.')],
    action: { label: 'Rate the support', url: links.participantPage('support') },
  });
}

/** R4: to whoever holds a request that has waited. */
export function supportHeld(context: WorkGroupContext): Letter {
  const request = requestOf(context);
  return letter(context, {
    subject: remind(context, `${schoolOf(context, request)} waits for an answer about support`),
    heading: 'A request for support waits for you',
    blocks: [facts(context, request), paragraph(waitingWords(request))],
    action: holderAction(context),
  });
}

function holderAction({ role, links }: WorkGroupContext) {
  return role === 'lead'
    ? { label: 'Open your group', url: links.leadPage() }
    : { label: 'Open it in the console', url: links.console() };
}

function waitingWords({ state }: SupportRequest): string {
  return state === 'asked'
    ? 'Nobody has taken it on yet. Agree half-days with somebody, pass it on, or say why it can’t be.'
    : 'It was agreed and is not delivered yet. Mark it as delivered when it is.';
}

const forWords: Readonly<Record<SupportRequest['for'], string>> = {
  pair: 'The pair',
  school: 'The school’s department',
  trust: 'The Trust',
};

function facts(context: WorkGroupContext, request: SupportRequest): Block {
  const { assignedTo, halfDays, answer } = request;
  return {
    kind: 'facts',
    facts: [
      { label: 'For', value: `${forWords[request.for]}, ${schoolOf(context, request)}` },
      { label: 'What is needed', value: request.wish },
      ...(assignedTo ? [{ label: 'Who', value: assignedTo }] : []),
      ...(halfDays ? [{ label: 'Agreed', value: halfDayWords(request) }] : []),
      ...(answer ? [{ label: 'Answer', value: answer }] : []),
    ],
  };
}

function halfDayWords({ halfDays = 0 }: SupportRequest): string {
  return halfDays === 1 ? 'one half-day' : `${halfDays} half-days`;
}

function requestOf({ view, occasion }: WorkGroupContext): SupportRequest {
  const id = topicOf(occasion.anchor).split('@')[0];
  const found = view.supportRequests.find((each) => each.id === id);
  if (!found) throw new NoSuchRequest(`${occasion.anchor} is no request of the group`);
  return found;
}

function schoolOf({ situation }: WorkGroupContext, { pairId }: SupportRequest): string {
  return pairById(situation, pairId)?.schoolName ?? 'A school';
}

class NoSuchRequest extends Error {
  override readonly name = 'NoSuchRequest';
}
