import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltAssets, buildAssets } from '../../scripts/build-assets.ts';

let folder = '';
let built: BuiltAssets;
let css = '';
let js = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-assets-'));
  built = await buildAssets(folder);
  css = await readFile(join(folder, built.manifest.css), 'utf8');
  js = await readFile(join(folder, built.manifest.js), 'utf8');
});

afterAll(() => rm(folder, { recursive: true }));

describe('the built assets', () => {
  it('are named by their content and carry their content type', () => {
    expect(built.manifest).toEqual({
      css: expect.stringMatching(/^site-[0-9a-f]{12}\.css$/),
      js: expect.stringMatching(/^site-[0-9a-f]{12}\.js$/),
      icon: expect.stringMatching(/^icon-[0-9a-f]{12}\.svg$/),
    });
    expect(built.files.map((file) => file.contentType).sort()).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'text/javascript; charset=utf-8',
    ]);
  });

  it('come out the same a second time', async () => {
    expect(await buildAssets(folder)).toEqual(built);
  });

  it('stay under 110 kB of styles and 25 kB of script', () => {
    expect(Buffer.byteLength(css)).toBeLessThan(110_000);
    expect(Buffer.byteLength(js)).toBeLessThan(25_000);
  });

  it('fetch nothing from anywhere', () => {
    expect(css.match(/url\([^)]*\)|@import[^;]*/g)).toBeNull();
  });

  it('use neither the typeface nor the marks that belong to GOV.UK', () => {
    expect(css.match(/GDS Transport|crest|crown|\.govuk-header|\.govuk-footer/gi)).toBeNull();
  });

  it.each(['tl-timeline', 'tl-ledger', 'tl-where', 'tl-table', 'tl-code', 'tl-filters'])('style %s', (name) => {
    expect(css.includes(`.${name}{`)).toBe(true);
  });

  it('have rules for paper', () => {
    expect(/@media print\{[^@]*\.tl-header/.test(css)).toBe(true);
  });
});
