import { parseArgs } from 'node:util';

/** `npm run smoke -- --url https://…`: what a deploy must show before it is called done. Ends with 1 where it does not. */
const { values } = parseArgs({ options: { url: { type: 'string' } } });
if (values.url === undefined) throw new TypeError('npm run smoke -- --url https://…');
const wrong: string[] = [];
const page = await fetch(`${values.url}/nominate`);
if (page.status !== 200) wrong.push(`/nominate answers ${page.status}`);
const policy = page.headers.get('content-security-policy') ?? '';
if (!policy.includes("script-src 'self'") || policy.includes('unsafe')) wrong.push(`the policy is "${policy}"`);
if (values.url.startsWith('https:') && !page.headers.has('strict-transport-security')) wrong.push('there is no HSTS');
const nowhere = await fetch(`${values.url}/nowhere`);
if (nowhere.status !== 404) wrong.push(`/nowhere answers ${nowhere.status}`);
for (const line of wrong) console.error(line);
if (wrong.length === 0) console.log(`${values.url} answers as it should.`);
process.exitCode = wrong.length > 0 ? 1 : 0;
