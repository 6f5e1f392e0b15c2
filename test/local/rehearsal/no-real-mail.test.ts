import { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import type { Sendable } from '../../../functions/prompts/deliver-prompt.ts';
import { rehearse } from '../../../local/rehearsal/rehearse.ts';
import { sampleScript } from './sample-script.ts';

describe('a rehearsal', () => {
  it('writes every e-mail of two years and reaches no mail service: it opens no connection at all (case 66)', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
      throw new Error('a rehearsal must not open a connection');
    });
    const written: string[] = [];
    const onPrompt = (_at: number, _person: number | undefined, { row }: Sendable) => void written.push(row.prompt);
    await rehearse(sampleScript(1), { participants: 1, part: 0, of: 1 }, { onPrompt });
    expect(connect).not.toHaveBeenCalled();
    expect(written.length).toBeGreaterThan(20);
    connect.mockRestore();
  }, 120_000);
});
