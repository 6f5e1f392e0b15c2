import { expect, it } from 'vitest';
import { parseFlags } from '../../../local/start/flags.ts';

it('starts at port 4400 with the state in .throughline where nothing else is said', () => {
  expect(parseFlags([])).toEqual({ empty: false, port: 4400, stateFolder: '.throughline' });
});

it('takes another port, another folder and an empty start', () => {
  expect(parseFlags(['--empty', '--port', '5000', '--state', 'other'])).toEqual({
    empty: true,
    port: 5000,
    stateFolder: 'other',
  });
});

it.each([[['--port', 'x']], [['--port', '80']], [['--port', '65535']], [['--prot', '5000']], [['stray']]])(
  'refuses %j in one sentence',
  (args) => {
    expect(() => parseFlags(args)).toThrow(/^.+\S$/);
  },
);
