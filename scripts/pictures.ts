import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../test/e2e/browser.ts';
import { LocalCloud } from './demo/local-cloud.ts';
import { Camera } from './pictures/camera.ts';
import { takePictures } from './pictures/take-pictures.ts';
import { filesOf, sourceOf } from './rehearse/read-files.ts';
import { showPlan } from './rehearse/show-plan.ts';

/**
 * `npm run pictures`: renews docs/pictures, which the read-me and the guides show, from a fresh embedded cloud in which
 * the demo's sample people live up to the spring of their first year. Needs a browser: the one that npm brought, or the
 * one that `CHROMIUM` names. Ends with 1 where none starts, and changes nothing then.
 */
const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
const programmes = join(import.meta.dirname, '..', 'programmes');
const launched = await launchBrowser();
if (launched.browser) {
  mkdirSync(folder, { recursive: true });
  const camera = new Camera(launched.browser, folder);
  const cloud = await LocalCloud.start({
    progress: (line) => /failed|not authorized/.test(line) && console.error(line),
  });
  try {
    await takePictures(cloud, camera, () => {});
    await showPlan({
      files: filesOf(
        sourceOf(join(programmes, 'secondary-mastery-specialist.yaml')),
        sourceOf(join(programmes, 'cohorts', 'sample-2026.yaml')),
      ),
      seed: 1,
      picture: join(folder, 'rehearsal.png'),
    });
    console.log(`${camera.taken.length} pictures in docs/pictures: ${[...camera.taken].sort().join(', ')}`);
  } finally {
    await cloud.close();
    await launched.browser.close();
  }
} else {
  console.error(`No pictures: no browser starts (${launched.why})`);
  process.exitCode = 1;
}
