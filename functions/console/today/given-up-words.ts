import type { ReadLetter } from '../../given-up/answer-given-up.ts';

interface Words {
  readonly what: string;
  /** What sending it again does, or why it can't be. */
  readonly again: string;
}

/** What was given up and what becomes of it when it is sent again, in words without anybody's name or address. */
export function givenUpWords({ givenUp, title }: Pick<ReadLetter, 'givenUp' | 'title'>): Words {
  switch (givenUp.kind) {
    case 'prompt': {
      const { kind, id } = givenUp.message;
      return {
        what: `Email “${title}” about ${kind.replaceAll('-', ' ')} ${id}`,
        again: 'Goes back to its queue. It is checked once more whether it is still of use, and sent at most once.',
      };
    }
    case 'event':
      return eventWords(givenUp.functionArn);
    case 'changes':
      return {
        what: 'A wake-up after a change',
        again: 'There is nothing to send: the sweep sees to it within a quarter of an hour. Remove it.',
      };
    case 'unknown':
      return {
        what: 'Something that the console does not know',
        again: 'Can’t be sent from here. Whoever looks after the service finds it in the queue DeadLetters.',
      };
  }
}

function eventWords(functionArn: string): Words {
  const known = Object.entries(events).find(([name]) => functionArn.endsWith(`-${name}`));
  return known?.[1] ?? { what: 'An event', again: 'Its function is handed it again.' };
}

const events: Readonly<Record<string, Words>> = {
  'note-delivery': {
    what: 'News of an email: delivered, bounced or complained about',
    again: 'Is entered with that email, once.',
  },
  'note-execution-end': {
    what: 'A workflow that ended early',
    again: 'Its next part is begun, unless that has been done.',
  },
  sweep: { what: 'A sweep', again: 'Everything is looked through once more, as every quarter of an hour.' },
  'run-retention': {
    what: 'The month’s look at records whose time is over',
    again: 'It looks once more, and does as the settings say with what is due then.',
  },
  'enter-digests': {
    what: 'The digests of a day or a week',
    again: 'They are made up of how things stand now, for whoever has not had theirs.',
  },
};
