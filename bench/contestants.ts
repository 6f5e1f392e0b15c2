/** Does one round of its work, and answers how often it did what. */
export type DoRound = () => Promise<Readonly<Record<string, number>>>;

/** Who can be measured: loads the code, gets ready, and answers what a round is. */
export const contestants = {
  'interpreter, planning loop': async () => (await import('./interpreter/ours.ts')).rounds('planning'),
  'interpreter, counting loop': async () => (await import('./interpreter/ours.ts')).rounds('counting'),
  'aws-local-stepfunctions, planning loop': async () => (await import('./interpreter/peer.ts')).rounds('planning'),
  'aws-local-stepfunctions, counting loop': async () => (await import('./interpreter/peer.ts')).rounds('counting'),
  'DynamoDB in memory': async () => (await import('./dynamodb/rounds.ts')).inMemory(),
  'embedded DynamoDB': async () => (await import('./dynamodb/rounds.ts')).embedded(),
  bundling: async () => (await import('./start/steps.ts')).bundling(),
  synthesis: async () => (await import('./start/steps.ts')).synthesis(),
} as const satisfies Record<string, () => Promise<DoRound> | DoRound>;

export type ContestantName = keyof typeof contestants;

export function isContestant(name: string): name is ContestantName {
  return Object.hasOwn(contestants, name);
}
