import { commonDeps } from '../platform/deps.ts';
import { readDeliveryEvent } from './delivery-event.ts';
import { noteDelivery } from './note-delivery.ts';

const deps = { ...commonDeps(), random: Math.random };

export const handler = async (event: unknown) => {
  const read = readDeliveryEvent(event);
  return { outcome: read ? await noteDelivery(deps, read) : 'not-a-prompt' };
};
