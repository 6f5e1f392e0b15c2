import { pairById } from '../domain/work-group-situation.ts';
import { newOrKnown } from '../participants/change-participant.ts';
import { key } from '../platform/keys.ts';
import { changeGroup, type GroupDeps } from './change-group.ts';

/** Saves what a school says of its pair having no Mastery Specialist or Advocate, and whether the lead is to help. */
export async function notePair(
  deps: GroupDeps,
  groupId: string,
  pairId: string,
  { note, helpWanted, by }: { readonly note: string; readonly helpWanted: boolean; readonly by: string },
): Promise<'saved' | 'unknown'> {
  const outcome = await changeGroup<'saved' | 'unknown'>(deps, groupId, (situation, now) => {
    if (!pairById(situation, pairId)) return { outcome: 'unknown' };
    const known = situation.view.pairNotes.find((each) => each.pairId === pairId);
    if (known?.note === note && known.helpWanted === helpWanted) return { outcome: 'saved' };
    const item = { ...key.pairNote(groupId, pairId), pairId, note, helpWanted, at: now };
    return {
      outcome: 'saved',
      change: {
        writes: [{ kind: 'put', item, where: newOrKnown }],
        what: 'a note about a pair',
        to: helpWanted ? 'help is wanted' : 'noted',
        why: '',
        by,
      },
    };
  });
  return outcome ?? 'unknown';
}
