import { LocalCloud } from './local-cloud.ts';
import { type Figures, measureCloud, secondsSince } from './measure.ts';
import { sampleSessions } from './sample-sessions.ts';
import { Story } from './story.ts';

/** Two years of four schools, on an embedded cloud that is started as `npm start` does. */
export async function showTwoYears(tell: (line: string) => void): Promise<Figures> {
  const began = performance.now();
  const cloud = await LocalCloud.start({ progress: (line) => /failed|not authorized/.test(line) && tell(line) });
  try {
    await cloud.pause();
    const from = await cloud.now();
    const story = new Story(cloud, tell);
    await story.nominate();
    await story.live(sampleSessions());
    const outcome = await story.outcome();
    return { ...outcome, ...(await measureCloud(cloud, story.census, from)), wallSeconds: secondsSince(began) };
  } finally {
    await cloud.close();
  }
}
