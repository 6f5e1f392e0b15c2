import type { Timer, TimeSource } from '../../clock/clock.ts';
import type { Journal, Journaled } from '../../journal/journal.ts';
import { type ActionTable, action, callAction } from '../action-table.ts';
import type { Place } from '../place.ts';
import type { Caller, Service } from '../service.ts';
import { parseAddress } from './addresses.ts';
import { composeMail } from './compose-mail.ts';
import { type BounceKind, eventTypeOf, type MailNews, type SesEvent, sesEvent } from './delivery-events.ts';
import { fateOf } from './fates.ts';
import { hasHappened, type KeptMail, readableMail, recipientsOf, type SentMail } from './mail.ts';
import { type SendEmailRequest, sendEmailRequest, suppressionRequests } from './requests.ts';
import { SendingLimits, type SendingQuota } from './sending-limits.ts';
import { type SuppressionEntry, SuppressionList } from './suppression-list.ts';

export interface SesOptions {
  readonly clock: TimeSource;
  readonly journal: Journal;
  readonly place: Place;
  readonly quota: SendingQuota;
  /** Takes what SES publishes on EventBridge's default bus. */
  readonly publish: (event: SesEvent) => void;
}

/** A configuration set, with the events that it publishes: `SEND`, `DELIVERY`, `BOUNCE`, `COMPLAINT`. */
export interface ConfigurationSet {
  readonly name: string;
  readonly arn: string;
  readonly publishes: readonly string[];
}

type Entry =
  | { readonly kind: 'mail'; readonly mail: KeptMail }
  | { readonly kind: 'news'; readonly id: string; readonly at: number; readonly news: MailNews }
  | { readonly kind: 'suppression'; readonly change: SuppressionEntry };

/** From taking a mail to its delivery (ms of virtual time). */
const deliveryTime = 1000;

const permanentBounce: BounceKind = { bounceType: 'Permanent', bounceSubType: 'General' };

/**
 * SES v2's SendEmail and suppression list. Every mail is kept and none leaves this machine: a second later it is delivered,
 * or bounces, as `fateOf` says, and the configuration set's events are published. Restore the journal, create identities and
 * configuration sets, then call `resume`.
 */
export class SesService implements Service, Journaled {
  readonly name = 'ses';
  readonly topic = 'ses';
  readonly #options: SesOptions;
  readonly #limits: SendingLimits;
  readonly #identities: string[] = [];
  readonly #sets = new Map<string, ConfigurationSet>();
  readonly #mails = new Map<string, KeptMail>();
  readonly #suppressed = new SuppressionList();
  readonly #timers = new Set<Timer>();

  constructor(options: SesOptions) {
    this.#options = options;
    this.#limits = new SendingLimits(options.quota);
  }

  /** Verifies a domain or an address. */
  createIdentity({ identity }: { readonly identity: string }): void {
    this.#identities.push(identity);
  }

  createConfigurationSet(set: ConfigurationSet): void {
    this.#sets.set(set.name, set);
  }

  /** Every mail that was taken, newest last. */
  list(): SentMail[] {
    return [...this.#mails.values()].map(readableMail);
  }

  /** Lets a mail bounce, also after it was delivered; unknown ids are refused with a `RangeError`. */
  async bounce(id: string, kind: BounceKind = permanentBounce): Promise<void> {
    const mail = this.#mail(id);
    this.#tell(mail, { kind: 'bounced', recipients: recipientsOf(mail).map(bare), bounce: kind });
  }

  /** Lets the recipients of a mail complain of it. */
  async complain(id: string): Promise<void> {
    const mail = this.#mail(id);
    this.#tell(mail, { kind: 'complained', recipients: recipientsOf(mail).map(bare) });
  }

  /** Once after a restore: mails under way are delivered at their time. */
  resume(): void {
    for (const mail of this.#mails.values()) if (mail.events.length === 1) this.#deliverLater(mail);
  }

  async call(name: string, input: Record<string, unknown>, caller: Caller): Promise<Record<string, unknown>> {
    return callAction(this.#table, name, input, caller);
  }

  readonly #table: ActionTable = {
    title: 'SES',
    invalidInput: 'BadRequestException',
    actions: {
      SendEmail: action(sendEmailRequest, (request, caller) => this.#send(request, caller)),
      PutSuppressedDestination: action(suppressionRequests.PutSuppressedDestination, ({ EmailAddress, Reason }) => {
        this.#suppress({ address: EmailAddress, reason: Reason, at: this.#options.clock.now() });
        return {};
      }),
      GetSuppressedDestination: action(suppressionRequests.GetSuppressedDestination, ({ EmailAddress }) => ({
        SuppressedDestination: this.#suppressed.get(EmailAddress),
      })),
      DeleteSuppressedDestination: action(suppressionRequests.DeleteSuppressedDestination, ({ EmailAddress }) => {
        this.#suppressed.get(EmailAddress);
        this.#suppress({ address: EmailAddress });
        return {};
      }),
      ListSuppressedDestinations: action(suppressionRequests.ListSuppressedDestinations, ({ Reasons }) => ({
        SuppressedDestinationSummaries: this.#suppressed.list(Reasons),
      })),
    },
  };

  apply(entry: unknown): void {
    const known = entry as Entry;
    switch (known.kind) {
      case 'mail':
        this.#mails.set(known.mail.id, known.mail);
        this.#limits.note(recipientsOf(known.mail).length, known.mail.at);
        return;
      case 'news': {
        const mail = this.#mails.get(known.id);
        if (mail) this.#mails.set(known.id, { ...mail, events: [...mail.events, mailEvent(known.news, known.at)] });
        return;
      }
      case 'suppression':
        this.#suppressed.apply(known.change);
        return;
      default:
        throw new Error(`The journal holds an entry of ses that is not known: ${JSON.stringify(entry)}`);
    }
  }

  *snapshot(): Generator<Entry> {
    for (const mail of this.#mails.values()) yield { kind: 'mail', mail };
    for (const change of this.#suppressed.all()) yield { kind: 'suppression', change };
  }

  close(): void {
    for (const timer of this.#timers) timer.cancel();
  }

  #send(request: SendEmailRequest, caller: Caller): Record<string, unknown> {
    const { clock, place } = this.#options;
    const senders = { identities: this.#identities, configurationSets: [...this.#sets.keys()], region: place.region };
    const mail = composeMail(request, senders, clock.now(), caller.roleArn);
    this.#limits.check(recipientsOf(mail).length, clock.now());
    this.#commit({ kind: 'mail', mail });
    this.#publish(mail, { kind: 'sent' });
    this.#deliverLater(mail);
    return { MessageId: mail.id };
  }

  #deliverLater({ id, at }: KeptMail): void {
    const timer = this.#options.clock.at(at + deliveryTime, 'a mail is delivered', () => {
      this.#timers.delete(timer);
      this.#deliver(this.#mail(id));
    });
    this.#timers.add(timer);
  }

  /** Each recipient has a fate; those that share one share an event. */
  #deliver(mail: KeptMail): void {
    if (hasHappened(mail, 'delivered') || hasHappened(mail, 'bounced')) return;
    const fates = Map.groupBy(recipientsOf(mail).map(bare), (address) =>
      fateOf(address, (asked) => this.#suppressed.has(asked)),
    );
    for (const [fate, recipients] of fates) {
      switch (fate) {
        case 'delivered':
          this.#tell(mail, { kind: 'delivered', recipients });
          break;
        case 'bounced':
          this.#tell(mail, { kind: 'bounced', recipients, bounce: permanentBounce });
          break;
        case 'suppressed': {
          const bounce: BounceKind = { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' };
          this.#tell(mail, { kind: 'bounced', recipients, bounce });
          break;
        }
        case 'complained':
          this.#tell(mail, { kind: 'delivered', recipients });
          this.#tell(mail, { kind: 'complained', recipients });
          break;
      }
    }
  }

  /** The event goes out before it is noted: after a crash between the two it goes out twice, as SES may do. */
  #tell(mail: KeptMail, news: MailNews): void {
    const at = this.#options.clock.now();
    this.#publish(mail, news);
    this.#commit({ kind: 'news', id: mail.id, at, news });
    if (news.kind === 'bounced' && news.bounce.bounceType === 'Permanent')
      for (const address of news.recipients) this.#suppress({ address, reason: 'BOUNCE', at });
    if (news.kind === 'complained')
      for (const address of news.recipients) this.#suppress({ address, reason: 'COMPLAINT', at });
  }

  #publish(mail: KeptMail, news: MailNews): void {
    const set = mail.configurationSet === undefined ? undefined : this.#sets.get(mail.configurationSet);
    if (set?.publishes.includes(eventTypeOf(news)))
      this.#options.publish(sesEvent(mail, news, this.#options.clock.now(), set.arn));
  }

  #suppress(change: SuppressionEntry): void {
    if (isSimulated(change.address) && change.reason !== undefined) return;
    this.#commit({ kind: 'suppression', change });
  }

  #mail(id: string): KeptMail {
    const mail = this.#mails.get(id);
    if (!mail) throw new RangeError(`There is no mail ${id}.`);
    return mail;
  }

  #commit(entry: Entry): void {
    this.#options.journal.append(this.topic, entry);
    this.apply(entry);
  }
}

function bare(mailbox: string): string {
  return parseAddress(mailbox).address;
}

/** Addresses of the mailbox simulator never get on the suppression list. */
function isSimulated(address: string): boolean {
  return address.toLowerCase().endsWith('@simulator.amazonses.com');
}

function mailEvent(news: MailNews, at: number): KeptMail['events'][number] {
  if (news.kind !== 'bounced') return { at, kind: news.kind };
  return { at, kind: 'bounced', reason: `${news.bounce.bounceType}/${news.bounce.bounceSubType}` };
}
