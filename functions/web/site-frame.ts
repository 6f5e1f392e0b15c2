import type { Cohort } from '../domain/cohort.ts';
import type { Site } from '../pages/shell.tsx';
import type { WebDeps } from './web-deps.ts';

/** What stands around every page: the hub's name and address where the page belongs to a cohort. */
export function siteFrame(deps: Pick<WebDeps, 'assets'>, cohort?: Pick<Cohort, 'hub' | 'sample'>): Site {
  return {
    runBy: cohort?.hub.runBy ?? 'your Maths Hub',
    homeUrl: '/',
    privacyUrl: '/privacy',
    accessibilityUrl: '/accessibility',
    assets: deps.assets.addresses,
    ...(cohort && { contact: { text: `Email ${cohort.hub.name}`, href: `mailto:${cohort.hub.replyTo}` } }),
    ...(cohort?.sample && {
      notice: { tag: 'Sample', text: 'This is a sample cohort: its dates and people are made up.' },
    }),
  };
}
