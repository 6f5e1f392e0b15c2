import { addGuest, type NewGuest } from '../work-groups/add-guest.ts';
import type { GroupDeps } from '../work-groups/change-group.ts';
import { idFrom } from './id-from.ts';
import type { PostedForm } from './posted-form.ts';

/** Puts on a session's register whom the form names; answers what is wrong with it, if anything. */
export async function postGuest(
  deps: GroupDeps,
  groupId: string,
  form: PostedForm,
  { sessionId, by }: Pick<NewGuest, 'sessionId' | 'by'>,
): Promise<string | undefined> {
  const name = form.text('guest').trim().slice(0, 100);
  if (name === '') return 'Enter the name of who came along';
  const guest = { id: idFrom(form.text('id')), sessionId, pairId: form.text('pair'), name, by };
  switch (await addGuest(deps, groupId, guest)) {
    case 'added':
      return undefined;
    case 'not-yet':
      return 'The session has not begun yet';
    case 'unknown':
      return 'Select the school that they are from';
  }
}
