import { StoryWentWrong } from './expect-on.ts';
import type { CloudInStory } from './local-cloud.ts';
import type { Visitor } from './visitor.ts';

/** What the page of a device that is not known yet is headed. */
export const asksForCode = 'Check that it is you';

/** The lead of a sample cohort on one device of their own: where it is not known, they type the code that they are sent. */
export class SampleLead {
  readonly #cloud: CloudInStory;
  readonly #device: Visitor;
  readonly #say: (what: string) => Promise<void>;

  constructor(cloud: CloudInStory, device: Visitor, say: (what: string) => Promise<void>) {
    this.#cloud = cloud;
    this.#device = device;
    this.#say = say;
  }

  /** Opens a page of theirs, and answers the device that shows it. */
  async open(address: string): Promise<Visitor> {
    const device = await this.#device.open(address);
    if (device.heading === asksForCode) await this.#typeCode(device);
    return device;
  }

  async #typeCode(device: Visitor): Promise<void> {
    await device.choose('Yes', 'Is this device only yours?').press('Send me a code');
    const code = await readCode(this.#cloud);
    await device.fill('The code from the email', code).press('Continue');
    if (device.heading === asksForCode) throw new StoryWentWrong('The code was refused');
    await this.#say('Sample LLME opens their page with a code sent by email');
  }
}

/** The code that the lead was just sent. */
export async function readCode(cloud: CloudInStory): Promise<string> {
  await cloud.settle();
  const codes = (await cloud.mail()).filter(({ prompt }) => prompt === 'sign-in-code');
  const newest = codes.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
  const code = /^[2-9A-Z]{8}$/m.exec(newest?.text ?? '')?.[0];
  if (!code) throw new StoryWentWrong('The lead got no code');
  return code;
}
