import { LocalCloud } from './demo/local-cloud.ts';
import { measureCloud } from './demo/measure.ts';
import { sampleSessions } from './demo/sample-sessions.ts';
import { Story } from './demo/story.ts';

/**
 * `npm run demo [-- --json]`: a fresh embedded cloud, two years in about a minute, told a line at a time. With `--json`
 * the last line is the figures.
 */
const began = performance.now();
const json = process.argv.includes('--json');
const tell = (line: string): void => console.log(line);

tell('A fresh embedded cloud starts in a temporary folder …');
const cloud = await LocalCloud.start({ progress: (line) => /failed|not authorized/.test(line) && tell(line) });
try {
  await cloud.pause();
  const from = await cloud.now();
  const story = new Story(cloud, tell);
  await story.nominate();
  await story.live(sampleSessions());
  const outcome = await story.outcome();
  const figures = {
    ...outcome,
    ...(await measureCloud(cloud, story.census, from)),
    wallSeconds: Math.round((performance.now() - began) / 100) / 10,
  };
  tell(
    `${figures.completed} completed, ${figures.withdrawn} withdrew, ${figures.declined} declined; ${figures.prompts} e-mails, ${figures.duplicatePrompts} of them twice.`,
  );
  if (json) console.log(JSON.stringify(figures));
} finally {
  await cloud.close();
}
