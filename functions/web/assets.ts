import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { readAs } from '../domain/read-as.ts';

/** The style sheet, script and icon that lie beside a web function's bundle, named by their content's hash. */
export interface Assets {
  /** Addresses for the page, as `/assets/site-1a2b3c.css`. */
  readonly addresses: { readonly css: string; readonly js: string; readonly icon: string };
  readonly files: ReadonlyMap<string, Asset>;
}

interface Asset {
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const manifest = v.object({
  css: v.string(),
  js: v.string(),
  icon: v.string(),
  files: v.array(v.object({ name: v.string(), contentType: v.string() })),
});

/** Reads the folder that a bundle carries, whole, once for each instance: it is small. */
export function readAssets(folder: URL): Assets {
  const { css, js, icon, files } = readAs(manifest, JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')));
  const read = ({ name, contentType }: (typeof files)[number]): [string, Asset] => [
    name,
    { contentType, body: Uint8Array.from(readFileSync(new URL(name, folder))) },
  ];
  return {
    addresses: { css: `/assets/${css}`, js: `/assets/${js}`, icon: `/assets/${icon}` },
    files: new Map(files.map(read)),
  };
}
