import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { programme } from '../../../functions/domain/programme.ts';
import { programmeHash } from '../../../functions/programmes/programme-content.ts';
import { readProgrammeFile } from '../../../functions/programmes/read-programme-file.ts';
import { formatMistake } from '../../../functions/programmes/yaml-mistakes.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { editorSchemas } from '../../../scripts/programme-schema.ts';
import { programmeText, sampleProgramme } from '../../support/factories.ts';

/** The file with one line replaced, and the number of that line. */
function spoilt(line: string | RegExp, by: string, occurrence = 0): { text: string; line: number } {
  const lines = programmeText.split('\n');
  const matches = lines.flatMap((each, index) =>
    (typeof line === 'string' ? each.includes(line) : line.test(each)) ? [index] : [],
  );
  const index = matches[occurrence];
  if (index === undefined) throw new Error(`no line with ${line}`);
  lines[index] = (lines[index] ?? '').replace(line, by);
  return { text: lines.join('\n'), line: index + 1 };
}

function mistakesOf({ text }: { text: string }): string[] {
  const read = readProgrammeFile(text, 'p.yaml', templateKeys);
  return read.ok ? [] : read.mistakes.map(formatMistake);
}

describe('the programme', () => {
  it('is read whole: 5.5 central and 2 in-school days in year 1, and every prompt of this path', () => {
    expect(sampleProgramme.years[0]?.needs).toEqual({ central: 5.5, 'in-school': 2 });
    const codes = sampleProgramme.prompts.map(({ code }) => code);
    for (const code of [
      'N1',
      'N2',
      'N3',
      'N4',
      'N5',
      'N6',
      'N7',
      'N8',
      'N9',
      'J1',
      'J2',
      'J3',
      'S1',
      'S2',
      'S3',
      'S4',
      'S5',
      'S6',
      'S7',
      'S8',
      'S11',
      'I1',
      'I2',
      'I3',
      'Y1',
      'Y2',
      'Y3',
      'Y4',
      'Y5',
      'C1',
      'C2',
      'C3',
      'C6',
    ]) {
      expect(codes).toContain(code);
    }
    // One letter says to the lead that the new school is late, or that it refused.
    expect(sampleProgramme.prompts.filter(({ key, template }) => (key as string) !== template)).toMatchObject([
      { key: 'school-promise-late', template: 'school-promise-open' },
      { key: 'school-promise-refused', template: 'school-promise-open' },
    ]);
  });

  it('names only e-mails that exist', () => {
    expect(mistakesOf({ text: programmeText })).toEqual([]);
  });

  it('survives being stored and read again', () => {
    expect(v.parse(programme, JSON.parse(JSON.stringify(sampleProgramme)))).toEqual(sampleProgramme);
  });

  it('has a hash of its content that the order of its keys does not change', () => {
    const turned = Object.fromEntries(Object.entries(sampleProgramme).reverse());
    expect(programmeHash(v.parse(programme, turned))).toBe(programmeHash(sampleProgramme));
    expect(programmeHash({ ...sampleProgramme, title: 'Other' })).not.toBe(programmeHash(sampleProgramme));
    expect(programmeHash(sampleProgramme)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a mistake in the file is refused with file, line, column and reason', () => {
  it('a prompt without a template', () => {
    const file = spoilt('template: session-reminder', 'template: session-gone');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:15: session-reminder: there is no e-mail template "session-gone" about a participant`,
    ]);
  });

  it('a prompt with a template about something else', () => {
    const file = spoilt('template: head-commitment', 'template: welcome');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:15: head-commitment: there is no e-mail template "welcome" about a nomination`,
    ]);
  });

  it('a digest with a template about something else', () => {
    const file = spoilt('template: daily-digest', 'template: welcome');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:15: daily-digest: there is no e-mail template "welcome" about a cohort`,
    ]);
  });

  it('credits that do not add up', () => {
    const file = spoilt('central: 5.5', 'central: 6.0');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:23: year 1 needs 6 central days, but its days add up to 5.5`,
    ]);
  });

  it('an offset that can’t be: after the session has begun, though of use only before', () => {
    const file = spoilt('"-2 wd 16:00", to', '"+1 wd 16:00", to');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:23: session-reminder: it would be sent after the session has begun, when it is of no use any more`,
    ]);
  });

  it('an offset that can’t be: before something that nobody knows beforehand', () => {
    const file = spoilt('"+5 wd 09:00", to: [participant] }', '"-5 wd 09:00", to: [participant] }');
    expect(mistakesOf(file)[0]).toContain(
      `p.yaml:${file.line}:19: onboarding-chase: nothing can be sent before enrolment`,
    );
  });

  it('an offset that is none', () => {
    for (const wrong of ['"-2 days"', '"-2 wd 24:00"', '"soon"', '"2 wd 16:00"']) {
      const file = spoilt('"-2 wd 16:00", to', `${wrong}, to`);
      expect(mistakesOf(file)).toEqual([
        `p.yaml:${file.line}:23: offset: must be "at once", "-2 wd 16:00", "+3 months 09:00", "+20 min" or "-1 h"`,
      ]);
    }
  });

  it('a half day that is none', () => {
    const file = spoilt('credit: 0.5', 'credit: 0.3');
    expect(mistakesOf(file)[0]).toMatch(new RegExp(`^p.yaml:${file.line}:\\d+: credit: `));
  });

  it('an unknown status, condition, recipient or anchor', () => {
    for (const [line, by, name] of [
      ['statuses: [withdrawn]', 'statuses: [gone]', 'withdrawn'],
      ['onlyIf: [plan-missing]', 'onlyIf: [plan-lost]', 'plan-missing'],
      ['to: [head] }', 'to: [headteacher] }', 'head'],
      ['about: escalation', 'about: everything', 'escalation'],
    ] as const) {
      const file = spoilt(line, by);
      const [mistake] = mistakesOf(file);
      expect(mistake).toMatch(new RegExp(`^p.yaml:${file.line}:\\d+: .*must be .*"${name}".*, not "`));
    }
  });

  it('a status that the programme does not have', () => {
    const file = spoilt('- { key: replaced, label: Replaced by a colleague }', '- { key: deferred, label: Deferred }');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:14: "deferred" is here twice`,
      expect.stringMatching(/^p\.yaml:\d+:16: replaced: "replaced" is not among the programme's statuses$/),
    ]);
    const without = spoilt(/^ {4}- \{ key: deferred, label: Deferred \}$/, '');
    expect(mistakesOf(without)).toContainEqual(
      expect.stringContaining('"deferred" is not among the programme\'s statuses'),
    );
  });

  it('a key that is there twice', () => {
    const file = spoilt('- key: session-prep', '- key: session-saved');
    expect(mistakesOf(file)).toEqual([`p.yaml:${file.line}:10: "session-saved" is here twice`]);
  });

  it('an e-mail without a title, or with one that another has: lists tell e-mails apart by them', () => {
    const missing = spoilt('    title: Session reminder', '');
    expect(mistakesOf(missing)).toEqual([expect.stringMatching(/^p\.yaml:\d+:\d+: "title" is missing$/)]);
    const ofPrompt = spoilt('title: Session reminder', 'title: SAVE the date');
    expect(mistakesOf(ofPrompt)).toEqual([`p.yaml:${ofPrompt.line}:12: another e-mail is called "SAVE the date" too`]);
    const ofDigest = spoilt('title: Weekly summary for lead', 'title: Session reminder');
    expect(mistakesOf(ofDigest)).toEqual([
      `p.yaml:${ofDigest.line}:12: another e-mail is called "Session reminder" too`,
    ]);
    const builtIn = spoilt('title: Session reminder', 'title: Sign-in code');
    expect(mistakesOf(builtIn)).toEqual([`p.yaml:${builtIn.line}:12: another e-mail is called "Sign-in code" too`]);
  });

  it('a title that no list has room for, or that reads as a key', () => {
    for (const [title, reason] of [
      ['One two three four five six', 'must be at most 5 words and 32 characters, to stand in a list'],
      ['Congratulations to this participant', 'must be at most 5 words and 32 characters, to stand in a list'],
      ['session-reminder', 'must begin with a capital, and end without a blank'],
    ]) {
      const file = spoilt('title: Session reminder', `title: ${title}`);
      expect(mistakesOf(file)).toEqual([`p.yaml:${file.line}:12: ${reason}`]);
    }
  });

  it('a field that is not known, or missing', () => {
    const unknown = spoilt('    lane: urgent', '    land: urgent');
    expect(mistakesOf(unknown)).toContainEqual(`p.yaml:${unknown.line}:11: "land" is not known here`);
    const missing = spoilt('    lane: urgent', '');
    expect(mistakesOf(missing)[0]).toMatch(/^p\.yaml:\d+:\d+: "lane" is missing$/);
  });

  it('a usefulness limit that means nothing there', () => {
    const file = spoilt('until: evidence-deadline', 'until: term-end');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:12: check-in-missed: "term-end" means nothing about session`,
    ]);
  });

  it('a day or a year that is not there', () => {
    const day = spoilt('days: [launch]', 'days: [lunch]');
    expect(mistakesOf(day)).toEqual([`p.yaml:${day.line}:12: launch: there is no day "lunch"`]);
    const year = spoilt('years: [2]', 'years: [3]');
    expect(mistakesOf(year)).toEqual([`p.yaml:${year.line}:13: year-2-start: there is no year 3`]);
  });

  it('a zone that is none', () => {
    const file = spoilt('zone: Europe/London', 'zone: Europe/Londres');
    expect(mistakesOf(file)).toEqual([
      `p.yaml:${file.line}:7: zone: must be an IANA time zone such as "Europe/London"`,
    ]);
  });

  it('text that is not YAML', () => {
    const file = spoilt('title: Secondary Mastery Specialist', 'title: [');
    const [mistake] = mistakesOf(file);
    expect(mistake).toMatch(/^p\.yaml:\d+:\d+: /);
  });

  it('all of them at once', () => {
    const first = spoilt('central: 5.5', 'central: 6.0');
    const text = first.text.replace('days: [launch]', 'days: [lunch]');
    expect(mistakesOf({ text })).toHaveLength(2);
  });
});

describe('the schemas for editors', () => {
  it.each(Object.entries(editorSchemas))(
    '%s is what the code accepts: run `npx tsx scripts/programme-schema.ts`',
    (file, text) => {
      expect(readFileSync(new URL(`../../../programmes/${file}`, import.meta.url), 'utf8')).toBe(text());
    },
  );
});
