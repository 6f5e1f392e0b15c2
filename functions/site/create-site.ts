import type { Hono } from 'hono';
import { createWebApp } from '../web/create-web-app.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { certificateRoutes } from './certificate-page.tsx';
import { checkInRoutes } from './check-in-page.tsx';
import { departmentRoutes } from './department-page.tsx';
import { detailsRoutes } from './details-page.tsx';
import { emailsRoutes } from './emails-page.tsx';
import { freshLinkRoutes } from './fresh-link.tsx';
import { inSchoolRoutes } from './in-school-page.tsx';
import { leadRoutes } from './lead-page.tsx';
import { leadSignInRoutes } from './lead-sign-in.tsx';
import { meRoutes } from './me.tsx';
import { nominateRoutes } from './nominate.tsx';
import { nominationAnswerRoutes } from './nomination-answers.tsx';
import { nominationCorrectionRoutes } from './nomination-correction.tsx';
import { nominationProgressRoutes } from './nomination-progress.tsx';
import { offerRoutes } from './offer-page.tsx';
import { preferencesRoutes } from './preferences-page.tsx';
import { promiseRoutes } from './promise.tsx';
import { registerRoutes } from './register-page.tsx';
import { rescueRoutes } from './rescue-page.tsx';
import { roomCheckInRoutes } from './room-check-in-page.tsx';
import { schoolChangeRoutes } from './school-change-page.tsx';
import { sessionRoutes } from './session-page.tsx';
import type { SiteDeps } from './site-deps.ts';
import { startPageRoutes } from './start-page.tsx';
import { staticRoutes } from './static-pages.tsx';
import { undoRoutes } from './undo-page.tsx';
import { observationRoutes } from './work-group/observation-routes.ts';
import { pairRoutes } from './work-group/pair-page.tsx';
import { supportRoutes } from './work-group/support-page.tsx';
import { taskRoutes } from './work-group/task-page.tsx';

const routes: readonly ((app: Hono<WebEnv>, deps: SiteDeps) => void)[] = [
  startPageRoutes,
  nominateRoutes,
  nominationProgressRoutes,
  nominationAnswerRoutes,
  nominationCorrectionRoutes,
  offerRoutes,
  promiseRoutes,
  freshLinkRoutes,
  meRoutes,
  checkInRoutes,
  roomCheckInRoutes,
  rescueRoutes,
  sessionRoutes,
  inSchoolRoutes,
  departmentRoutes,
  detailsRoutes,
  emailsRoutes,
  leadSignInRoutes,
  leadRoutes,
  registerRoutes,
  taskRoutes,
  observationRoutes,
  supportRoutes,
  pairRoutes,
  undoRoutes,
  schoolChangeRoutes,
  preferencesRoutes,
  certificateRoutes,
  staticRoutes,
];

/** The site for schools, participants and leads: every page of it. GET and HEAD change nothing. */
export function createSite(deps: SiteDeps): Hono<WebEnv> {
  const app = createWebApp(deps);
  for (const register of routes) register(app, deps);
  return app;
}
