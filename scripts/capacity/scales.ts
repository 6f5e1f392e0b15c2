import type { Figures } from '../../local/rehearsal/tally.ts';

/** A scale as it was rehearsed, or scaled up from one that was. */
export interface Scale {
  readonly name: string;
  readonly participants: number;
  readonly figures: Figures;
  /** From how many participants it was scaled up; undefined where it was run. */
  readonly from?: number;
}

/**
 * What `participants` come to if everything grows as they do: all of them on the same calendar, so that all that is due
 * at one moment is due for all. What one execution comes to does not grow.
 */
export function scaledTo(participants: number, figures: Figures): Figures {
  const by = participants / figures.participants;
  const grown = (value: number): number => Math.round(value * by);
  return {
    ...figures,
    participants,
    nominated: grown(figures.nominated),
    transitions: grown(figures.transitions),
    events: grown(figures.events),
    prompts: grown(figures.prompts),
    executions: grown(figures.executions),
    writeUnits: grown(figures.writeUnits),
    peakTransitionsPerSecond: grown(figures.peakTransitionsPerSecond),
    peakPromptsPerMinute: grown(figures.peakPromptsPerMinute),
    peakOpenExecutions: grown(figures.peakOpenExecutions),
    peakWriteUnitsPerSecond: grown(figures.peakWriteUnitsPerSecond),
  };
}
