import type { Cloud } from '../local/cloud.ts';
import { Visitor } from '../scripts/demo/visitor.ts';
import { startSeededCloud } from '../scripts/seed/seeded-cloud.ts';
import type { Bench, Row } from './bench.ts';
import { fullCohort, hub, participantsOfHub, seedHub } from './console/seed-hub.ts';
import { makeRow, median } from './figures.ts';

/** Tue 9 Mar 2027, 10:00 in London: in the middle of a year. */
const now = '2027-03-09T10:00:00.000Z';
const requests = 15;
const within = { of: 'value', bound: 'at most', figure: 300 } as const;

/** The first page of every list, and what is looked for in one. */
const lists: readonly { readonly key: string; readonly path: string }[] = [
  { key: 'today', path: '/admin' },
  { key: 'today-of-one-kind', path: '/admin?need=nomination' },
  { key: 'participants', path: `/admin/participants?cohort=${fullCohort}` },
  { key: 'participants-in-a-status', path: `/admin/participants?cohort=${fullCohort}&status=deferred` },
  { key: 'participants-by-name', path: `/admin/participants?cohort=${fullCohort}&find=sample-2401` },
  { key: 'participants-by-a-common-name', path: `/admin/participants?cohort=${fullCohort}&find=ada` },
  { key: 'nominations-by-name', path: `/admin/nominations?cohort=${fullCohort}&find=sample-2401` },
  { key: 'nominations', path: `/admin/nominations?cohort=${fullCohort}` },
  { key: 'nominations-in-a-status', path: `/admin/nominations?cohort=${fullCohort}&status=awaiting-decision` },
  { key: 'waiting-list', path: `/admin/nominations/waiting-list?cohort=${fullCohort}` },
  { key: 'sessions', path: `/admin/sessions?cohort=${fullCohort}` },
  { key: 'work-groups', path: '/admin/work-groups' },
  { key: 'held', path: '/admin/held' },
  { key: 'cohorts', path: '/admin/cohorts' },
  { key: 'what-another-version-changes', path: `/admin/versions?cohort=${fullCohort}&to=2` },
];

/** How long the console's lists take to answer on the embedded cloud, for an admin of a very full hub. */
export const consoleLists: Bench = {
  name: 'console',
  async run(tell) {
    const cloud = await startFullHub();
    try {
      tell(
        `${participantsOfHub} participants of one hub: ${hub.inOneCohort} in one cohort, the others in ${hub.workGroups} Work Groups; ${hub.nominations} nominations.`,
      );
      tell(`${requests} requests of each, one after the other, after three to warm up; real time, the median.`);
      const admin = await signIn(cloud);
      const rows: Row[] = [];
      for (const { key, path } of lists) rows.push(await measure(admin, `${cloud.url}${path}`, key));
      return rows;
    } finally {
      await cloud.close();
    }
  },
};

async function startFullHub(): Promise<Cloud> {
  const seeded = await startSeededCloud(now);
  await seedHub(seeded, now);
  // What the stream makes of thousands of new items is not what is measured.
  await letPass(seeded.cloud);
  return seeded.cloud;
}

/** A minute, and all that it sets off. */
async function letPass({ url }: Cloud): Promise<void> {
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}/_local/clock`, { method: 'POST', headers, body: JSON.stringify({ by: 'PT1M' }) });
  if (!answer.ok) throw new Error(`The clock answered ${answer.status}: ${await answer.text()}`);
}

async function signIn({ url }: Cloud): Promise<Visitor> {
  const admin = await new Visitor().open(`${url}/admin`);
  await admin.press('Sign in');
  await admin.press('Sample Admin');
  return admin;
}

async function measure(admin: Visitor, address: string, key: string): Promise<Row> {
  const taken: number[] = [];
  for (let count = -3; count < requests; count += 1) {
    const began = performance.now();
    await admin.open(address);
    if (admin.status !== 200) throw new Error(`${address} answered ${admin.status}`);
    if (count >= 0) taken.push(performance.now() - began);
  }
  return makeRow({
    key,
    name: `console, ${key.replaceAll('-', ' ')}`,
    value: median(taken),
    unit: 'ms',
    target: within,
  });
}
