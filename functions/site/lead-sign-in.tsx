import type { Hono } from 'hono';
import * as v from 'valibot';
import { codeMinutes } from '../domain/built-in-mails.ts';
import { maskAddress } from '../domain/mask-address.ts';
import { Account } from '../pages/components/account.tsx';
import { Button } from '../pages/components/button.tsx';
import { CodeEntry } from '../pages/components/code-entry.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { askForCode } from '../sign-in/ask-for-code.ts';
import { awaitsCode, type CodeEntered, enterCode } from '../sign-in/enter-code.ts';
import { forgetDevice, isKnownDevice } from '../sign-in/known-device.ts';
import { checkForm, choice, type FieldErrors } from '../web/fields.ts';
import { keptId } from '../web/kept-id.ts';
import { problemPage } from '../web/problem-page.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { type LeadLink, openLeadLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const knownDevice = ({ siteUrl }: SiteDeps) => keptId('throughline-device', siteUrl);
const askedCode = ({ siteUrl }: SiteDeps) => keptId('throughline-code', siteUrl);

const deviceForm = v.object({ device: choice(['own', 'shared'], 'Select whether this device is only yours') });

/**
 * A lead's page shows names, marks and who is stuck: the link in an e-mail alone does not open it. On a device that we
 * don't know yet, they type a code that goes to their own address; then the device is known for a while.
 */
export function leadSignInRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/lead/:token/sign-in', (c) => withLink(deps, c, (opened) => showStart(deps, c, opened, {})));
  app.post('/lead/:token/sign-in', (c) => withLink(deps, c, (opened) => ask(deps, c, opened)));
  app.get('/lead/:token/sign-in/code', (c) => withLink(deps, c, (opened) => showCode(deps, c, opened, {})));
  app.post('/lead/:token/sign-in/code', (c) => withLink(deps, c, (opened) => enter(deps, c, opened)));
  app.get('/lead/:token/signed-out', (c) => withLink(deps, c, (opened) => showSignedOut(deps, c, opened)));
  app.post('/lead/:token/sign-out', (c) => withLink(deps, c, (opened) => signOut(deps, c, opened)));
}

/** Opens the lead's link in the path on a device of theirs; else says why it does not work, or asks for a code first. */
export async function withLead(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: LeadLink) => Promise<Response> | Response,
): Promise<Response> {
  return withLink(deps, c, async (opened) => {
    const { cohort, token } = opened;
    const id = knownDevice(deps).read(c);
    if (id && (await isKnownDevice(deps, cohort, id))) {
      c.set('account', <Account name={cohort.lead.name} action={`/lead/${token}/sign-out`} />);
      return answer(opened);
    }
    const sent = c.req.method === 'POST';
    const below = new URL(c.req.url).pathname.slice(`/lead/${token}`.length);
    return goTo(c, signInAddress(token, sent ? '' : below, sent ? '&unsaved' : ''));
  });
}

async function withLink(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: LeadLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openLeadLink(deps, c);
  return opened instanceof Response ? opened : answer(opened);
}

function signInAddress(token: string, below: string, more = ''): string {
  return `/lead/${token}/sign-in?to=${encodeURIComponent(below)}${more}`;
}

/** Where they wanted to go, below their own page: never another site's address. */
function wanted(c: SiteContext): string {
  const below = c.req.method === 'POST' ? c.var.form.text('to') : (c.req.query('to') ?? '');
  return /^(\/[\w-]+)*$/.test(below) ? below : '';
}

const startTitle = 'Check that it is you';

function showStart(deps: SiteDeps, c: SiteContext, { cohort, token }: LeadLink, errors: FieldErrors) {
  const { lead, hub } = cohort;
  const unsaved = c.req.query('unsaved') !== undefined;
  return sitePage(deps, c, {
    title: startTitle,
    cohort,
    errors: listErrors(errors),
    children: (
      <>
        <span class="govuk-caption-l">{cohort.title}</span>
        <h1 class="govuk-heading-l">{startTitle}</h1>
        {unsaved && <InsetText>You were signed out before you sent that, so nothing was saved.</InsetText>}
        {lead.emailState === 'bounced' ? (
          <InsetText>
            Our emails to {maskAddress(lead.email)} come back, so we can send you no code. Ask {hub.name} to correct
            your address.
          </InsetText>
        ) : (
          <form method="post" action={`/lead/${token}/sign-in`} novalidate>
            <p class="govuk-body">
              Your page shows people’s names and how they are doing. We don’t know this device yet, so we send a code to
              your email address, {maskAddress(lead.email)}.
            </p>
            <input type="hidden" name="to" value={wanted(c)} />
            <Radios
              name="device"
              legend="Is this device only yours?"
              legendSize="m"
              items={[
                { value: 'own', label: 'Yes', hint: 'You need no code here for 30 days' },
                {
                  value: 'shared',
                  label: 'No, others use it too',
                  hint: 'You are signed out when you close the browser',
                },
              ]}
              error={errors.device}
            />
            <Button preventDoubleClick>Send me a code</Button>
          </form>
        )}
      </>
    ),
  });
}

async function ask(deps: SiteDeps, c: SiteContext, opened: LeadLink): Promise<Response> {
  const checked = checkForm(deviceForm, { device: c.var.form.text('device') });
  if (!checked.ok) return showStart(deps, c, opened, checked.errors);
  const asked = await askForCode(deps, opened.cohort, checked.value.device);
  switch (asked.outcome) {
    case 'too-many':
      return problemPage(deps, c, { kind: 'too-many-requests', tryAgainAt: asked.tryAgainAt, zone }, opened.cohort);
    case 'unreachable':
      return goTo(c, signInAddress(opened.token, wanted(c)));
    case 'asked':
      askedCode(deps).keep(c, asked.id);
      return goTo(c, `/lead/${opened.token}/sign-in/code?to=${encodeURIComponent(wanted(c))}`);
  }
}

const codeTitle = 'Enter your code';

/** Without a code to wait for in this browser, one is asked for first. */
async function showCode(
  deps: SiteDeps,
  c: SiteContext,
  { cohort, token }: LeadLink,
  { code, error }: { readonly code?: string; readonly error?: string },
): Promise<Response> {
  const again = signInAddress(token, wanted(c));
  const id = askedCode(deps).read(c);
  if (error === undefined && !(id && (await awaitsCode(deps, cohort, id)))) return goTo(c, again);
  return sitePage(deps, c, {
    title: codeTitle,
    cohort,
    errors: error ? [{ field: 'code', message: error }] : [],
    children: (
      <>
        <h1 class="govuk-heading-l">{codeTitle}</h1>
        <p class="govuk-body">
          We have sent it to {maskAddress(cohort.lead.email)}. It can take a few minutes; look in your junk folder too.
        </p>
        <form method="post" action={`/lead/${token}/sign-in/code`} novalidate>
          <input type="hidden" name="to" value={wanted(c)} />
          <CodeEntry
            name="code"
            label="The code from the email"
            hint={`8 letters and numbers. It works for ${codeMinutes} minutes, once.`}
            from="sent"
            value={code}
            error={error}
          />
          <Button preventDoubleClick>Continue</Button>
        </form>
        <p class="govuk-body">
          <a class="govuk-link" href={again}>
            Send another code
          </a>
        </p>
      </>
    ),
  });
}

async function enter(deps: SiteDeps, c: SiteContext, opened: LeadLink): Promise<Response> {
  const code = c.var.form.text('code').trim();
  if (code === '') return showCode(deps, c, opened, { error: 'Enter the code from the email' });
  const entered = await enterCode(deps, opened.cohort, askedCode(deps).read(c) ?? '', code);
  if (entered.outcome !== 'signed-in') return showCode(deps, c, opened, { code, error: whyNot(entered) });
  askedCode(deps).drop(c);
  knownDevice(deps).keep(c, entered.deviceId, entered.keptSeconds);
  return goTo(c, `/lead/${opened.token}${wanted(c)}`);
}

function whyNot(refused: Exclude<CodeEntered, { outcome: 'signed-in' }>): string {
  if (refused.outcome === 'over')
    return 'This code no longer works, or was asked for in another browser. Send another code';
  const left = refused.triesLeft === 1 ? 'once more' : `${refused.triesLeft} more times`;
  return `This is not the code of our newest email to you. You can try ${left}`;
}

async function signOut(deps: SiteDeps, c: SiteContext, { token }: LeadLink): Promise<Response> {
  const device = knownDevice(deps);
  const id = device.read(c);
  if (id) await forgetDevice(deps, id);
  device.drop(c);
  return goTo(c, `/lead/${token}/signed-out`);
}

function showSignedOut(deps: SiteDeps, c: SiteContext, { cohort, token }: LeadLink): Promise<Response> {
  const title = 'You are signed out';
  return sitePage(deps, c, {
    title,
    cohort,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          This device needs a code again to{' '}
          <a class="govuk-link" href={`/lead/${token}`}>
            open your page
          </a>
          .
        </p>
      </>
    ),
  });
}
