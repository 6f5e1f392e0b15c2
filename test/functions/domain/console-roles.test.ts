import { describe, expect, test } from 'vitest';
import { accessOf, permissionsAnywhere, permissionsAt } from '../../../functions/domain/console-roles.ts';
import { sampleCohort } from '../../support/factories.ts';

const here = `hub:${sampleCohort.hub.id}`;
const lead = sampleCohort.lead.email;
const at = (groups: readonly string[], email?: string) => [...permissionsAt(accessOf(groups, email), sampleCohort)];
const everything = ['look', 'mark', 'change', 'run', 'export', 'erase'];

describe('what somebody may do for a cohort', () => {
  test.each([
    ['an admin of the programme', ['admins'], everything],
    ['an admin of its hub', ['admins', here], everything],
    ['an admin of another hub', ['admins', 'hub:another'], []],
    ['a viewer of the programme', ['viewers'], ['look']],
    ['a viewer of another hub', ['viewers', 'hub:another'], []],
    ['a hub lead of its hub', ['hub-leads', here], ['look', 'mark', 'change', 'export']],
    ['a hub lead of no hub', ['hub-leads'], []],
    ['a hub lead of another hub', ['hub-leads', 'hub:another'], []],
    ['somebody of its hub without a role', [here], []],
    ['somebody in groups that the console does not know', ['Admins', 'admin', 'hub:'], []],
  ])('%s', (_, groups, may) => {
    expect(at(groups)).toEqual(may);
  });

  test('an LLME keeps the cohorts that name them as lead, in whichever case their address is written', () => {
    expect(at(['llmes', here], ` ${lead.toUpperCase()}`)).toEqual(['look', 'mark']);
    expect(at(['llmes', here], 'another@example.org')).toEqual([]);
    expect(at(['llmes', here])).toEqual([]);
    expect(at(['llmes', here], lead.replace('@', '+tag@'))).toEqual([]);
    expect(at(['llmes', 'hub:another'], lead)).toEqual([]);
    expect(at(['llmes'], lead)).toEqual([]);
  });

  test('an LLME of one hub who is a viewer of all may mark where they lead and look everywhere in their hubs', () => {
    const both = accessOf(['llmes', 'viewers', here], 'another@example.org');
    expect([...permissionsAt(both, sampleCohort)]).toEqual(['look']);
    expect([...permissionsAnywhere(both)]).toEqual(['look', 'mark']);
  });
});
