import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMachine } from '../states-language/create-machine.ts';
import type { Machine } from '../states-language/machine.ts';

const root = join(import.meta.dirname, '..', '..');

/** The machine's own file, with its functions called by the first word of their substitutions. */
export function machineOf(name: string): Machine {
  const text = readFileSync(join(root, 'statemachines', `${name}.asl.json`), 'utf8')
    .replace(/\$\{TableName\}/g, 'Table')
    .replace(/\$\{(\w+)FunctionArn\}/g, '$1');
  return createMachine(JSON.parse(text));
}
