/**
 * Styles of e-mails, inline where programs that drop a style sheet must see them. Classes carry what differs in the
 * dark: `tl-page`, `tl-card`, `tl-text`, `tl-quiet`, `tl-rule`, `tl-panel`, `tl-link`.
 */
const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

export const colours = {
  ink: '#12384a',
  thread: '#f08a5d',
  action: '#0f6674',
  link: '#0b5a7d',
  text: '#14212b',
  quiet: '#4f5b61',
  rule: '#c9d6da',
  page: '#eff5f6',
  card: '#ffffff',
} as const;

const body = `${font};font-size:17px;line-height:1.5;color:${colours.text}`;

export const styles = {
  page: `margin:0;padding:0;width:100%;background-color:${colours.page};-webkit-text-size-adjust:100%`,
  preheader:
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all;font-size:1px;line-height:1px',
  outer: `width:100%;border-collapse:collapse;background-color:${colours.page}`,
  card: `width:100%;max-width:600px;margin:0 auto;border-collapse:collapse;background-color:${colours.card}`,
  mast: `padding:18px 24px 16px;background-color:${colours.ink};border-bottom:4px solid ${colours.thread}`,
  wordmark: `${font};font-size:21px;line-height:1.2;font-weight:bold;letter-spacing:-0.2px;color:#ffffff;margin:0`,
  content: 'padding:26px 24px 12px',
  heading: `${font};font-size:25px;line-height:1.25;font-weight:bold;color:${colours.ink};margin:0 0 18px`,
  subheading: `${font};font-size:19px;line-height:1.3;font-weight:bold;color:${colours.ink};margin:26px 0 8px`,
  paragraph: `${body};margin:0 0 16px;overflow-wrap:break-word`,
  list: `${body};margin:0 0 16px;padding:0 0 0 22px`,
  item: 'margin:0 0 6px',
  facts: `width:100%;border-collapse:collapse;margin:0 0 20px;border-top:1px solid ${colours.rule}`,
  factLabel: `${body};font-weight:bold;text-align:left;vertical-align:top;width:34%;padding:10px 14px 10px 0;border-bottom:1px solid ${colours.rule}`,
  factValue: `${body};text-align:left;vertical-align:top;padding:10px 0;border-bottom:1px solid ${colours.rule};overflow-wrap:anywhere`,
  quote: `${body};margin:0 0 20px;padding:2px 0 2px 16px;border-left:4px solid ${colours.rule};white-space:pre-line`,
  notice: `${body};margin:0 0 20px;padding:14px 16px;border-left:6px solid ${colours.thread};background-color:${colours.page}`,
  code: `margin:0 0 20px;padding:14px 16px;background-color:${colours.page};font-family:ui-monospace,Menlo,Consolas,monospace;font-size:30px;line-height:1.3;font-weight:bold;letter-spacing:4px;color:${colours.ink}`,
  buttonCell: `border-radius:4px;background-color:${colours.action}`,
  button: `${font};display:inline-block;font-size:18px;line-height:1.3;font-weight:bold;color:#ffffff;text-decoration:none;padding:14px 24px;border:1px solid ${colours.action};border-radius:4px;background-color:${colours.action};mso-padding-alt:14px 24px`,
  buttonTable: 'border-collapse:separate;margin:8px 0 14px',
  fallback: `${font};font-size:16px;line-height:1.5;color:${colours.quiet};margin:0 0 22px;overflow-wrap:anywhere;word-break:break-word`,
  link: `color:${colours.link};text-decoration:underline`,
  signature: `${body};margin:22px 0 18px`,
  footer: `padding:18px 24px 26px;border-top:1px solid ${colours.rule}`,
  small: `${font};font-size:16px;line-height:1.45;color:${colours.quiet};margin:0 0 10px`,
} as const;

const dark = {
  page: '#0d161b',
  card: '#15232b',
  text: '#eef3f5',
  quiet: '#b6c4ca',
  rule: '#3c4f59',
  link: '#8fcbe6',
};

/** Rules for the dark, and for narrow screens. Programs that know none of them show the light e-mail. */
export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.tl-page{background-color:${dark.page}!important}
.tl-card{background-color:${dark.card}!important}
.tl-panel{background-color:${dark.page}!important}
.tl-text,.tl-heading{color:${dark.text}!important}
.tl-quiet{color:${dark.quiet}!important}
.tl-rule{border-color:${dark.rule}!important}
.tl-link{color:${dark.link}!important}
}
[data-ogsc] .tl-text,[data-ogsc] .tl-heading{color:${dark.text}!important}
[data-ogsc] .tl-quiet{color:${dark.quiet}!important}
[data-ogsc] .tl-link{color:${dark.link}!important}
[data-ogsb] .tl-page,[data-ogsb] .tl-panel{background-color:${dark.page}!important}
[data-ogsb] .tl-card{background-color:${dark.card}!important}
@media only screen and (max-width:480px){
.tl-pad{padding-left:16px!important;padding-right:16px!important}
.tl-stack{display:block!important;width:auto!important;border-bottom:0!important;padding-bottom:0!important}
.tl-stack-value{display:block!important;padding-top:2px!important}
.tl-wide,.tl-wide a{display:block!important;width:auto!important;text-align:center!important}
}
`;
