import { rehearse, type Share } from './rehearse.ts';
import type { Script } from './stage.ts';

/** What a worker is asked for, in its only message. */
export interface Errand {
  readonly script: Script;
  readonly share: Share;
}

/** Rehearses one share and sends its tally; the process that asked adds them up. */
process.once('message', (message) => {
  const { script, share } = message as Errand;
  const onProgress = (done: number) => process.send?.({ done });
  rehearse(script, share, { onProgress }).then(({ tally, stage }) => {
    const { user, system } = process.cpuUsage();
    const virtualDays = (stage.endsAt - stage.startsAt) / 86_400_000;
    const peakMebibytes = process.resourceUsage().maxRSS / 1024;
    process.send?.({ tally, virtualDays, cpuSeconds: (user + system) / 1e6, peakMebibytes }, () =>
      process.disconnect(),
    );
  });
});
