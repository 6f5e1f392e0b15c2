import type { SupportRequest } from '../../domain/work-group.ts';

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
