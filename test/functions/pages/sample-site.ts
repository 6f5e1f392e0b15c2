import type { Site } from '../../../functions/pages/shell.tsx';

/** The settings of an installation, for tests. */
export function sampleSite(changes: Partial<Site> = {}): Site {
  return {
    runBy: 'Elm Valley Maths Hub',
    homeUrl: '/',
    privacyUrl: '/privacy',
    accessibilityUrl: '/accessibility',
    assets: { css: '/assets/site-1.css', js: '/assets/site-1.js', icon: '/assets/icon-1.svg' },
    ...changes,
  };
}
