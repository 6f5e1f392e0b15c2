import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './types.ts';

/**
 * An item as a plain object. The SDK's types say of the same wire shape that exactly one member of each value is there,
 * which ours leave to their comment.
 */
export function plainItem(item: Item): Record<string, unknown> {
  return unmarshall(item as Parameters<typeof unmarshall>[0]);
}
