import { parseArgs } from 'node:util';
import { CannotStart } from './cannot-start.ts';

export interface StartFlags {
  /** Seed nothing. */
  readonly empty: boolean;
  /** The site's port; the SDK's endpoint and the sign-in provider take the next two. */
  readonly port: number;
  readonly stateFolder: string;
}

const defaults = { port: '4400', state: '.throughline' } as const;

export const usage = 'npm start -- [--empty] [--port N] [--state DIR]';

/** Reads the flags of `npm start`. Throws `CannotStart` for one that is unknown or wrong. */
export function parseFlags(args: readonly string[]): StartFlags {
  const { empty, port, state } = parsed(args);
  const number = Number(port);
  if (!/^\d+$/.test(port) || number < 1024 || number > 65_533)
    throw new CannotStart(`--port takes a number from 1024 to 65533, not "${port}".`);
  return { empty, port: number, stateFolder: state };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean', default: false },
        port: { type: 'string', default: defaults.port },
        state: { type: 'string', default: defaults.state },
      },
    }).values;
  } catch (cause) {
    throw new CannotStart(`The flags can't be understood: ${usage}`, { cause });
  }
}
