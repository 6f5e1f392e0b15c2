import { raw } from 'hono/html';
import { type FieldError, FieldErrorSummary } from './components/field-errors.tsx';
import { type Content, classNames } from './components/markup.ts';
import { NotificationBanner } from './components/notification-banner.tsx';
import { PhaseBanner } from './components/phase-banner.tsx';
import { type NavigationItem, ServiceNavigation } from './components/service-navigation.tsx';
import { SkipLink } from './components/skip-link.tsx';

/** What every page of one installation has in common: settings, handed in. */
export interface Site {
  /** Who runs the site, as its readers know them: “Yorkshire Ridings Maths Hub”. */
  runBy: string;
  homeUrl: string;
  privacyUrl: string;
  accessibilityUrl: string;
  /** Where a person answers: an address to write to, or a page. */
  contact?: { text: string; href: string } | undefined;
  /** Addresses of the built files, with their hash. */
  assets: { css: string; js: string; icon: string };
  /** Said on every page where nothing is real: a sample cohort, a machine of one's own. */
  notice?: { tag: string; text: string } | undefined;
}

export interface PageProps {
  site: Site;
  /** The page's own name, which its h1 says too. */
  title: string;
  /** What is wrong with the answers: makes the title begin with “Error:” and puts the summary above the content. */
  errors?: readonly FieldError[] | undefined;
  /** What has just been done, after a POST: “Your absence is noted.” */
  done?: string | undefined;
  navigation?: { label?: string | undefined; items: readonly NavigationItem[] } | undefined;
  /** Who is signed in and how to sign out. */
  account?: Content;
  /** A back link or breadcrumbs. */
  before?: Content;
  /** `reading` keeps lines short; `full` uses the page; `wide` is for admins' tables. */
  width?: 'reading' | 'full' | 'wide' | undefined;
  children: Content;
}

/**
 * A whole page as HTML. It needs no inline script or style, so that the content security policy can be
 * `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'`.
 */
export async function renderPage(props: PageProps): Promise<string> {
  return (await (<Page {...props} />)).toString();
}

/** “Error: Your school – Throughline”: the service last, since a screen reader reads titles from their start. */
function pageTitle(title: string, errors: readonly FieldError[] = []): string {
  return `${errors.length > 0 ? 'Error: ' : ''}${title} – Throughline`;
}

function Page(props: PageProps) {
  const { site } = props;
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="en" class="govuk-template">
        <Head site={site} title={pageTitle(props.title, props.errors)} />
        <body class={classNames('govuk-template__body', props.width === 'wide' && 'tl-wide')}>
          <SkipLink href="#main-content">Skip to main content</SkipLink>
          <Header {...props} />
          <div class="tl-body">
            <div class="govuk-width-container">
              <Main {...props} />
            </div>
          </div>
          <Footer site={site} />
        </body>
      </html>
    </>
  );
}

/** Links carry secrets in their path, so no other site may see where a reader came from; `no-referrer` itself would
 * make browsers send `Origin: null` with every form. */
function Head({ site, title }: { site: Site; title: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#12384a" />
      <meta name="referrer" content="same-origin" />
      <meta name="robots" content="noindex" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" href={site.assets.icon} type="image/svg+xml" sizes="any" />
      <link rel="stylesheet" href={site.assets.css} />
      <script type="module" src={site.assets.js} />
    </head>
  );
}

/** The way back is in the header, so that everything on the page is in a landmark. */
function Header({ site, navigation, account, before }: PageProps) {
  return (
    <header class="govuk-template__header">
      <div class="tl-header">
        <div class="govuk-width-container tl-header__container">
          <a href={site.homeUrl} class="tl-header__home">
            <ThreadMark />
            <span class="tl-header__wordmark">Throughline</span>
          </a>
          <span class="tl-header__run-by">Run by {site.runBy}</span>
          {account && <div class="tl-account">{account}</div>}
        </div>
      </div>
      {navigation && <ServiceNavigation items={navigation.items} navigationLabel={navigation.label ?? 'Menu'} />}
      {site.notice && <PhaseBanner tag={site.notice.tag}>{site.notice.text}</PhaseBanner>}
      {before && <div class="govuk-width-container">{before}</div>}
    </header>
  );
}

/** The thread with its knot. */
function ThreadMark() {
  return (
    <svg
      class="tl-header__mark"
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 38 24"
      width="38"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M2 19c9 0 9-13 17-13s8 13 17 13" fill="none" stroke="#f08a5d" stroke-width="3" stroke-linecap="round" />
      <circle cx="19" cy="6" r="4.5" fill="#fff" />
    </svg>
  );
}

function Main({ errors = [], done, width = 'reading', children }: PageProps) {
  const content = (
    <>
      <FieldErrorSummary errors={errors} />
      {done && errors.length === 0 && <NotificationBanner type="success" text={done} />}
      {children}
    </>
  );
  return (
    <main class="govuk-main-wrapper" id="main-content">
      {width === 'reading' ? (
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">{content}</div>
        </div>
      ) : (
        content
      )}
    </main>
  );
}

function Footer({ site }: { site: Site }) {
  const links = [
    { text: 'Privacy', href: site.privacyUrl },
    { text: 'Accessibility statement', href: site.accessibilityUrl },
    ...(site.contact ? [site.contact] : []),
  ];
  return (
    <footer class="govuk-template__footer tl-footer">
      <div class="govuk-width-container">
        <h2 class="govuk-visually-hidden">Support links</h2>
        <ul class="tl-footer__links">
          {links.map((link) => (
            <li>
              <a class="govuk-link" href={link.href}>
                {link.text}
              </a>
            </li>
          ))}
        </ul>
        <p class="tl-footer__line">
          Throughline is run by {site.runBy}. It is not a GOV.UK service; it uses the GOV.UK Design System’s patterns.
        </p>
      </div>
    </footer>
  );
}
