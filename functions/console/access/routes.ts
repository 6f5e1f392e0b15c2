import type { Permission } from '../../domain/console-roles.ts';

/**
 * What a route is about, which says whose hub has to be looked at: one participant, nomination or Work Group (`:id`), one
 * cohort (`:cohort`, or `:id` where there is no other), or a list, which holds what its reader may see. A list that is
 * asked for one cohort (the field or query `cohort`) is about that cohort.
 */
export type Subject = 'participant' | 'nomination' | 'work-group' | 'cohort' | 'list';

export interface RouteRule {
  readonly may: Permission;
  readonly about: Subject;
  /** Only for somebody who signed in within the last few minutes: it takes data away, or erases it. */
  readonly signedInLately?: true;
}

const rule = (may: Permission, about: Subject): RouteRule => ({ may, about });
const lately = (may: Permission, about: Subject): RouteRule => ({ may, about, signedInLately: true });

/**
 * Who may do what in the console: every route that is for people who are signed in, once. A route that is not here is
 * refused to everybody, and a test walks the table as each role and as nobody (test/functions/console/access.test.ts).
 */
export const routeRules: Readonly<Record<string, RouteRule>> = {
  'GET /admin': rule('look', 'list'),
  'GET /admin/dead-letters': rule('run', 'list'),
  'POST /admin/dead-letters': rule('run', 'list'),

  'GET /admin/nominations': rule('look', 'list'),
  'GET /admin/nominations/export': lately('export', 'list'),
  'GET /admin/nominations/bulk': rule('change', 'list'),
  'POST /admin/nominations/bulk': rule('change', 'list'),
  'GET /admin/nominations/import/:cohort': rule('change', 'cohort'),
  'POST /admin/nominations/import/:cohort': rule('change', 'cohort'),
  'GET /admin/nominations/import/:cohort/template.csv': rule('change', 'cohort'),
  'GET /admin/nominations/import/:cohort/:import': rule('change', 'cohort'),
  'POST /admin/nominations/import/:cohort/:import': rule('change', 'cohort'),
  'GET /admin/nominations/import/:cohort/:import/results.csv': rule('change', 'cohort'),
  'GET /admin/nominations/waiting-list': rule('look', 'list'),
  'POST /admin/nominations/waiting-list/move': rule('change', 'list'),
  'POST /admin/nominations/waiting-list/capacity': rule('change', 'list'),
  'POST /admin/nominations/waiting-list/carry': rule('change', 'list'),

  'GET /admin/nominations/:id': rule('look', 'nomination'),
  'POST /admin/nominations/:id/decision': rule('change', 'nomination'),
  'POST /admin/nominations/:id/question': rule('change', 'nomination'),
  'POST /admin/nominations/:id/on-behalf': rule('change', 'nomination'),
  'POST /admin/nominations/:id/alike': rule('change', 'nomination'),
  'POST /admin/nominations/:id/try-again': rule('change', 'nomination'),
  'GET /admin/nominations/:id/email': rule('look', 'nomination'),
  'GET /admin/nominations/:id/stopped': rule('look', 'nomination'),
  'POST /admin/nominations/:id/stopped': rule('change', 'nomination'),
  'GET /admin/nominations/:id/workflow': rule('look', 'nomination'),
  'GET /admin/nominations/:id/workflow/history': rule('look', 'nomination'),
  'GET /admin/nominations/:id/record': rule('look', 'nomination'),
  'GET /admin/nominations/:id/record.csv': rule('look', 'nomination'),
  'GET /admin/nominations/:id/data': rule('export', 'nomination'),
  'GET /admin/nominations/:id/data.html': lately('export', 'nomination'),
  'GET /admin/nominations/:id/data.json': lately('export', 'nomination'),
  'GET /admin/nominations/:id/erase': lately('erase', 'nomination'),
  'POST /admin/nominations/:id/erase': lately('erase', 'nomination'),

  'GET /admin/participants': rule('look', 'list'),
  'GET /admin/participants/export': lately('export', 'list'),
  'GET /admin/participants/:id': rule('look', 'participant'),
  'GET /admin/participants/:id/change/:change': rule('change', 'participant'),
  'POST /admin/participants/:id/change/:change': rule('change', 'participant'),
  'POST /admin/participants/:id/gate': rule('mark', 'participant'),
  'POST /admin/participants/:id/notes': rule('mark', 'participant'),
  'POST /admin/participants/:id/try-again': rule('change', 'participant'),
  'GET /admin/participants/:id/email': rule('look', 'participant'),
  'GET /admin/participants/:id/stopped': rule('look', 'participant'),
  'POST /admin/participants/:id/stopped': rule('change', 'participant'),
  'GET /admin/participants/:id/workflow': rule('look', 'participant'),
  'GET /admin/participants/:id/workflow/history': rule('look', 'participant'),
  'GET /admin/participants/:id/timeline': rule('look', 'participant'),
  'GET /admin/participants/:id/record': rule('look', 'participant'),
  'GET /admin/participants/:id/record.csv': rule('look', 'participant'),
  'GET /admin/participants/:id/data': rule('export', 'participant'),
  'GET /admin/participants/:id/data.html': lately('export', 'participant'),
  'GET /admin/participants/:id/data.json': lately('export', 'participant'),
  'GET /admin/participants/:id/erase': lately('erase', 'participant'),
  'POST /admin/participants/:id/erase': lately('erase', 'participant'),
  'GET /admin/participants/:id/credit': rule('look', 'participant'),
  'POST /admin/participants/:id/credit': rule('change', 'participant'),

  'GET /admin/sessions': rule('look', 'list'),
  'GET /admin/sessions/:cohort/:session': rule('look', 'cohort'),
  'GET /admin/sessions/:cohort/:session/code': rule('look', 'cohort'),
  'GET /admin/sessions/:cohort/:session/import': rule('mark', 'cohort'),
  'POST /admin/sessions/:cohort/:session/import': rule('mark', 'cohort'),
  'GET /admin/sessions/:cohort/:session/import/template.csv': rule('mark', 'cohort'),
  'GET /admin/sessions/:cohort/:session/import/:import': rule('mark', 'cohort'),
  'POST /admin/sessions/:cohort/:session/import/:import': rule('mark', 'cohort'),
  'GET /admin/sessions/:cohort/:session/import/:import/results.csv': rule('mark', 'cohort'),
  'GET /admin/sessions/:cohort/:session/change': rule('look', 'cohort'),
  'POST /admin/sessions/:cohort/:session': rule('mark', 'cohort'),
  'POST /admin/sessions/:cohort/:session/change': rule('change', 'cohort'),
  'POST /admin/sessions/:cohort/:session/seats': rule('change', 'cohort'),
  'POST /admin/sessions/:cohort/:session/guests/:guest': rule('mark', 'cohort'),
  'POST /admin/sessions/:cohort/:session/guests': rule('mark', 'cohort'),

  'GET /admin/work-groups': rule('look', 'list'),
  'POST /admin/work-groups/hand-over': rule('run', 'list'),
  'GET /admin/work-groups/:id': rule('look', 'work-group'),
  'GET /admin/work-groups/:id/stopped': rule('look', 'work-group'),
  'POST /admin/work-groups/:id/stopped': rule('change', 'work-group'),
  'GET /admin/work-groups/:id/record': rule('look', 'work-group'),
  'GET /admin/work-groups/:id/record.csv': rule('look', 'work-group'),
  'POST /admin/work-groups/:id/requests/:request': rule('change', 'work-group'),

  'GET /admin/record': rule('look', 'list'),
  'GET /admin/record.csv': lately('export', 'list'),

  'GET /admin/retention': rule('erase', 'list'),
  'POST /admin/retention': lately('erase', 'list'),

  'GET /admin/school-days': rule('look', 'list'),
  'POST /admin/school-days': rule('change', 'list'),
  'GET /admin/cohorts': rule('look', 'list'),
  'GET /admin/cohorts/new': rule('run', 'list'),
  'POST /admin/cohorts/new': rule('run', 'list'),
  'GET /admin/cohorts/:id': rule('look', 'cohort'),
  'GET /admin/cohorts/:id/rehearse': rule('look', 'cohort'),
  'GET /admin/cohorts/:id/window': rule('run', 'cohort'),
  'POST /admin/cohorts/:id/window': rule('run', 'cohort'),

  'GET /admin/versions': rule('look', 'list'),
  'POST /admin/versions': rule('run', 'list'),
  'GET /admin/held': rule('look', 'list'),
  'POST /admin/held': rule('run', 'list'),
};
