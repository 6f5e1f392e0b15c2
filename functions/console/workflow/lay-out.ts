import { Graph, layout } from '@dagrejs/dagre';
import type { MachineStep, MachineSteps } from './machine-steps.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with the middle of it, and its label broken into lines. In pixels. */
export interface PlacedStep extends Point {
  readonly step: MachineStep;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

export interface PlacedLink {
  readonly from: string;
  readonly to: string;
  readonly failure: boolean;
  readonly points: readonly Point[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly PlacedStep[];
  readonly links: readonly PlacedLink[];
}

const box = { width: 170, lineHeight: 18, padding: 22, lineLength: 22 } as const;

/**
 * Where each state of a machine is drawn, the first on the left. Ways back to the beginning and the usual way out of a
 * failure are not lines: from fifteen states each they would hide the rest.
 */
export function layOut({ steps, usualFailure }: MachineSteps): Drawing {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 36, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const lines = new Map(steps.map(({ name, label }) => [name, breakLines(label, box.lineLength)]));
  for (const [name, { length }] of lines)
    graph.setNode(name, { width: box.width, height: length * box.lineHeight + box.padding });
  const links = linksOf(steps, usualFailure);
  for (const { from, to } of links) graph.setEdge(from, to, {});
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    steps: steps.map((step) => ({ ...placeOf(graph.node(step.name)), step, lines: lines.get(step.name) ?? [] })),
    links: links.map((link) => ({ ...link, points: graph.edge(link.from, link.to).points ?? [] })),
  };
}

function linksOf(steps: readonly MachineStep[], usualFailure: string | undefined): Omit<PlacedLink, 'points'>[] {
  return steps.flatMap(({ name, next, onFailure }) => [
    ...next.map((to) => ({ from: name, to, failure: false })),
    ...(onFailure && onFailure !== usualFailure ? [{ from: name, to: onFailure, failure: true }] : []),
  ]);
}

function placeOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Omit<PlacedStep, 'step' | 'lines'>>) {
  return { x, y, width, height };
}

/** Words on lines of at most so many characters; a longer word has a line for itself. */
export function breakLines(text: string, longest: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < longest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
