import { TransactionConflict } from '../platform/table.ts';

const attempts = 10;

/**
 * Reads, decides and writes again until nobody came between: `attempt` answers nothing when what it read had changed by
 * the time it wrote, or throws `TransactionConflict` when it met another transaction. Gives up after ten times.
 */
export async function retryChange<T>(attempt: (number: number) => Promise<T | undefined>): Promise<T> {
  for (let number = 0; number < attempts; number += 1) {
    const outcome = await unlessConflict(() => attempt(number));
    if (outcome !== undefined) return outcome;
  }
  throw new TransactionConflict(`Others came first ${attempts} times`);
}

async function unlessConflict<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof TransactionConflict) return undefined;
    throw error;
  }
}
