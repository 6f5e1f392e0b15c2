import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A hash over files and folders (their names and contents, in order of name) and over some text; 16 characters. */
export function hashInputs(root: string, paths: readonly string[], text: string): string {
  const hash = createHash('sha256').update(text);
  for (const path of paths) addPath(hash, root, path);
  return hash.digest('hex').slice(0, 16);
}

function addPath(hash: Hash, root: string, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) {
    hash.update(`${path} is not there\0`);
  } else if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addPath(hash, root, join(path, name));
  } else {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  }
}
