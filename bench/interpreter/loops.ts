import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Json } from '../../local/states-language/json.ts';
import { countingLoop } from './counting-loop.ts';
import { planningLoop } from './planning-loop.ts';

/** One workflow in both query languages, and what an execution of it comes to in either. */
export interface Loop {
  readonly about: string;
  readonly jsonata: Json;
  readonly jsonPath: StateMachineDefinition;
  readonly input: Json;
  readonly output: Json;
  readonly transitions: number;
}

export const loops = { planning: planningLoop, counting: countingLoop } as const satisfies Record<string, Loop>;

export type LoopName = keyof typeof loops;

export const loopNames: readonly LoopName[] = ['planning', 'counting'];

/** Executions a round: about a second of CPU time for the slower of the two. */
export const executionsPerRound = 100;
