import type { Pair } from '../../domain/pairs.ts';
import type { SupportRequest } from '../../domain/work-group.ts';
import type { Trusts } from '../../work-groups/read-trusts.ts';

const forWords: Readonly<Record<SupportRequest['for'], string>> = {
  pair: 'for the pair',
  school: 'for its department',
  trust: 'for its Trust',
};

/** Whose request it is, as whoever answers it reads it: "Sample Ash School, for its department". */
export function whoseRequest(request: Pick<SupportRequest, 'for'>, pair: Pair | undefined, trusts: Trusts): string {
  const trust = request.for === 'trust' && pair ? trusts.get(pair.schoolUrn) : undefined;
  return `${pair?.schoolName ?? 'A school'}, ${trust ? `for ${trust}` : forWords[request.for]}`;
}

/** Where a request is, for those who wait for it. */
export function supportStateWords({ state, holder }: Pick<SupportRequest, 'state' | 'holder'>): string {
  const whose = holder === 'lead' ? 'the lead of the group' : 'the leadership of the hub';
  switch (state) {
    case 'asked':
      return `It lies with ${whose}`;
    case 'assigned':
      return `Agreed, and followed by ${whose}`;
    case 'delivered':
      return 'Delivered';
    case 'rated':
      return 'Delivered and rated';
    case 'closed':
      return `Closed by ${whose}`;
  }
}
