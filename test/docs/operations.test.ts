import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { functionEntries } from '../../infra/functions.ts';
import { readJson, synthesised } from '../support/synthesised.ts';
import { awsCommandsIn, mistakesIn } from './aws-commands.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'docs', 'operations');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const workflows = readdirSync(join(root, '.github', 'workflows')).map((name) =>
  readFileSync(join(root, '.github', 'workflows', name), 'utf8'),
);
const packageJson = v.object({ scripts: v.record(v.string(), v.string()) });
const { scripts } = v.parse(packageJson, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

describe('the pages for who runs it', () => {
  test('name only commands that the repository has', () => {
    const text = [...pages.map(textOf), ...workflows].join('\n');
    const named = [...text.matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('give the AWS command line operations and options that its services have', () => {
    const commands = pages.flatMap((page) => awsCommandsIn(textOf(page)));
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.flatMap(mistakesIn)).toEqual([]);
  });

  test.each([
    ['s3 list-buckets', ['no client of s3 is installed']],
    ['cloudformation make-stack --stack-name a', ['cloudformation has no make-stack']],
    ['cloudformation update-stack --stack a', ['cloudformation update-stack has no --stack']],
    [
      'dynamodb update-table --table-name a --stream-specification On=true',
      ['--stream-specification of dynamodb update-table has no On'],
    ],
  ])('would be found out with a mistake: aws %s', (command, mistakes) => {
    expect(awsCommandsIn(`\`\`\`sh\naws ${command}\n\`\`\`\n`).flatMap(mistakesIn)).toEqual(mistakes);
  });

  test('name only functions that are deployed', () => {
    const text = pages.map(textOf).join('\n');
    const called = [...text.matchAll(/throughline-(?:ENVIRONMENT|<environment>)-([a-z-]+)/g)].map(([, name]) => name);
    const [, stopped = ''] = /FUNCTION each of ([\s\S]*?):/.exec(textOf('restore-table.md')) ?? [];
    const named = [...called, ...[...stopped.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name)];
    expect(named.length).toBeGreaterThan(12);
    expect(named.filter((name) => !(String(name) in functionEntries))).toEqual([]);
  });

  test.for(pages)('lead only to pages that are there (%s)', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '');
    for (const link of links) expect(() => readFileSync(join(folder, link)), link).not.toThrow();
  });

  test('say of every alarm what it means and what to do', () => {
    const template = v.object({
      Resources: v.record(
        v.string(),
        v.looseObject({
          Type: v.string(),
          Properties: v.optional(v.looseObject({ AlarmName: v.optional(v.string()) })),
        }),
      ),
    });
    const { Resources } = v.parse(template, readJson(synthesised('production'), 'Observability.template.json'));
    const alarms = Object.values(Resources).flatMap(({ Properties }) => Properties?.AlarmName ?? []);
    const kinds = new Set(alarms.map((name) => name.split('-')[2]));
    const sections = textOf('alarms.md').split('\n## ').slice(1);
    expect(new Set(sections.map((section) => section.split('\n')[0]))).toEqual(kinds);
    for (const section of sections) expect(section).toContain('**Do:**');
  });
});
