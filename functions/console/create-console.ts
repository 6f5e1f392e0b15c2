import { Hono } from 'hono';
import { createWebApp } from '../web/create-web-app.ts';
import { authorise } from './access/authorise.ts';
import { authenticate } from './authenticate.ts';
import { addCohorts } from './cohorts/cohorts.tsx';
import type { ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { addCredit } from './credit.tsx';
import { addPersonalData } from './data/data-pages.tsx';
import { addRetention } from './data/retention-page.tsx';
import { addEmail } from './email-page.tsx';
import { addHeld } from './held.tsx';
import { addImports, uploads } from './imports/imports.tsx';
import { addNominations } from './nominations.tsx';
import { addNotes } from './notes.tsx';
import { addParticipants } from './participants.tsx';
import { addCohortLog } from './record/log-page.tsx';
import { addRecord } from './record/record-page.tsx';
import { addSchoolDays } from './school-days.tsx';
import { addSessions } from './sessions.tsx';
import { addSignIn } from './sign-in-routes.tsx';
import { addStopped } from './stopped.tsx';
import { addTimeline } from './timeline/timeline-page.tsx';
import { addToday } from './today/today-page.tsx';
import { addVersions } from './versions.tsx';
import { addWorkGroups } from './work-groups.tsx';
import { addWorkflow } from './workflow/workflow-page.tsx';

/** The console: everything but the way in is for people who are signed in, as the table of routes says. */
export function createConsole(deps: ConsoleDeps) {
  const app = createWebApp(deps, { formTargets: signInOrigins(deps.issuer), uploads });
  const outside = new Hono<ConsoleEnv>();
  addSignIn(outside, deps);
  const inside = new Hono<ConsoleEnv>();
  inside.use(authenticate(deps), authorise(deps));
  addToday(inside, deps);
  addImports(inside, deps);
  addNominations(inside, deps);
  addParticipants(inside, deps);
  addSessions(inside, deps);
  addSchoolDays(inside, deps);
  addStopped(inside, deps);
  addEmail(inside, deps);
  addCredit(inside, deps);
  addHeld(inside, deps);
  addCohorts(inside, deps);
  addVersions(inside, deps);
  addWorkflow(inside, deps);
  addTimeline(inside, deps);
  addNotes(inside, deps);
  addRecord(inside, deps);
  addCohortLog(inside, deps);
  addPersonalData(inside, deps);
  addRetention(inside, deps);
  addWorkGroups(inside, deps);
  app.route('/', outside);
  app.route('/', inside);
  return app;
}

/**
 * Where signing in and out may lead a form to. Cognito's pages are not at its issuer but at the pool's own domain,
 * `<prefix>.auth.<region>.amazoncognito.com`; its issuer is `cognito-idp.<region>.amazonaws.com` (Amazon Cognito
 * Developer Guide, "User pool endpoints").
 */
export function signInOrigins(issuer: string): string[] {
  const { origin, hostname } = new URL(issuer);
  const region = /^cognito-idp\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname)?.[1];
  return region ? [`https://*.auth.${region}.amazoncognito.com`] : [origin];
}
