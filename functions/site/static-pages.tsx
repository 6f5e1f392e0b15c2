import type { Hono } from 'hono';
import { privacyVersion } from '../domain/privacy-notice.ts';
import type { Content } from '../pages/components/markup.ts';
import type { WebEnv } from '../web/web-deps.ts';
import type { SiteDeps } from './site-deps.ts';
import { sitePage } from './site-page.tsx';

/** The pages that every other page's footer links to. */
export function staticRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/privacy', (c) => sitePage(deps, c, { title: 'Privacy notice', children: <Privacy /> }));
  app.get('/accessibility', (c) =>
    sitePage(deps, c, { title: 'Accessibility statement', children: <Accessibility /> }),
  );
}

function Section({ heading, children }: { heading: string; children: Content }) {
  return (
    <>
      <h2 class="govuk-heading-m">{heading}</h2>
      {children}
    </>
  );
}

function Privacy() {
  return (
    <>
      <h1 class="govuk-heading-l">Privacy notice</h1>
      <p class="govuk-body">Version {privacyVersion}.</p>
      <Section heading="What we hold, and why">
        <p class="govuk-body">
          To run a programme we hold the names, work email addresses and roles of the people in a nomination, your
          school and its URN, the statements on the form, and what each person answered. Of participants we also hold
          their attendance, the days that they logged and what they wrote about their department.
        </p>
        <p class="govuk-body">
          Maths Hubs do this as a public task (UK GDPR, Article 6(1)(e)). Your Maths Hub can tell you who the controller
          is in your area.
        </p>
      </Section>
      <Section heading="Who sees it">
        <p class="govuk-body">
          The people who run the programme at your Maths Hub and the lead of your cohort. Your school sees whose
          agreement is missing, and not why. We send our emails through Amazon Web Services in London. We do not count
          whether you open them.
        </p>
      </Section>
      <Section heading="What your browser keeps">
        <p class="govuk-body">
          For schools and participants nothing. For who leads a cohort or runs a programme, a number that says that they
          are signed in on this device, until they sign out or for 30 days at most. We follow nobody around.
        </p>
      </Section>
      <Section heading="How long">
        <p class="govuk-body">
          A nomination form that you do not send is deleted after four weeks. What is said about access or diet, on the
          form or later, is kept apart from the rest and is deleted after a year.
        </p>
      </Section>
      <Section heading="Your rights">
        <p class="govuk-body">
          You can ask your Maths Hub to see what is held about you, to put it right or to delete it, by replying to any
          of our emails. You can also complain to the Information Commissioner’s Office.
        </p>
      </Section>
    </>
  );
}

function Accessibility() {
  return (
    <>
      <h1 class="govuk-heading-l">Accessibility statement</h1>
      <p class="govuk-body">
        We want as many people as possible to be able to use this site. You should be able to use all of it with a
        keyboard or a screen reader, without scripts, on a phone that is 320 pixels wide, and with text enlarged to
        400%.
      </p>
      <Section heading="How it is built and tested">
        <p class="govuk-body">
          Its pages follow the patterns of the GOV.UK Design System and aim at WCAG 2.2, level AA. Every page is tested
          with axe before it is released. No independent audit has been made yet.
        </p>
      </Section>
      <Section heading="If something does not work for you">
        <p class="govuk-body">
          Reply to any of our emails, or write to your Maths Hub. Say which page it is and what you wanted to do. If you
          need a page in another form, ask for that too.
        </p>
      </Section>
    </>
  );
}
