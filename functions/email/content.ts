/**
 * What an e-mail says, once: HTML and text are both made from it, so that they can't say different things. Everything
 * is plain text; what people typed may be in it as it is.
 */
export interface EmailContent {
  subject: string;
  /** The line that a list of mails shows after the subject. */
  preheader?: string | undefined;
  /** What the e-mail's heading says; the subject where none is given. */
  heading?: string | undefined;
  /** “Dear Ada Okafor,” */
  greeting?: string | undefined;
  blocks: readonly Block[];
  /** The one thing that the reader is asked to do. */
  action?: { label: string; url: string } | undefined;
  /** What follows the action, where something must. */
  afterAction?: readonly Block[] | undefined;
  /** Who writes, a line each: “Rosa Lind”, “Yorkshire Ridings Maths Hub”. */
  signature: readonly string[];
  footer: {
    /** Why this person gets this e-mail. */
    why: string;
    preferencesUrl?: string | undefined;
    runBy: string;
  };
}

export interface Fact {
  label: string;
  value: string;
}

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; facts: readonly Fact[] }
  | { kind: 'list'; items: readonly string[] }
  | DateFact
  | { kind: 'quote'; text: string; by?: string | undefined }
  | { kind: 'code'; text: string }
  | { kind: 'notice'; text: string; title?: string | undefined }
  | { kind: 'links'; links: readonly { label: string; url: string }[] };

/** When something is, in the reader's zone; with `was`, from when it was moved. Instants are UTC. */
export interface DateFact {
  kind: 'dateFact';
  label: string;
  at: string;
  until?: string | undefined;
  zone: string;
  /** The place, or how to join. */
  where?: string | undefined;
  was?: { at: string; until?: string | undefined } | undefined;
}
