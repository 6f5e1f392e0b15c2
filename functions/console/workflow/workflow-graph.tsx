import { classNames } from '../../pages/components/markup.ts';
import type { Drawing, PlacedLink, PlacedStep } from './lay-out.ts';
import type { MachineSteps } from './machine-steps.ts';

/** Where a workflow is, and where it was. */
export interface Trail {
  readonly current: string | undefined;
  readonly visited: ReadonlySet<string>;
}

/** A machine as a drawing of its states. It scrolls inside its box; the list says the same in words. */
export function WorkflowGraph({ drawing, trail, label }: { drawing: Drawing; trail: Trail; label: string }) {
  const { width, height, steps, links } = drawing;
  return (
    // A box that scrolls has to be reached by keyboard.
    <section class="tl-graph" aria-label={label} tabindex={0}>
      <svg class="tl-graph__svg" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        <defs>
          <marker id="tl-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path class="tl-graph__arrow" d="M0 0 L8 4 L0 8 z" />
          </marker>
        </defs>
        {links.map((link) => (
          <Link link={link} trail={trail} />
        ))}
        {steps.map((placed) => (
          <Box placed={placed} trail={trail} />
        ))}
      </svg>
    </section>
  );
}

function Link({ link: { from, to, failure, points }, trail }: { link: PlacedLink; trail: Trail }) {
  const wasTaken = isReached(from, trail) && isReached(to, trail);
  return (
    <path
      class={classNames('tl-graph__link', failure && 'tl-graph__link--failure', wasTaken && 'tl-graph__link--taken')}
      d={points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ')}
      marker-end="url(#tl-arrow)"
    />
  );
}

function Box({ placed: { step, x, y, width, height, lines }, trail }: { placed: PlacedStep; trail: Trail }) {
  const top = y - ((lines.length - 1) * 18) / 2 + 5;
  return (
    <g class={`tl-graph__step tl-graph__step--${markOf(step.name, trail)} tl-graph__step--${step.kind}`}>
      <rect x={round(x - width / 2)} y={round(y - height / 2)} width={width} height={height} rx={radius[step.kind]} />
      <text text-anchor="middle">
        {lines.map((line, at) => (
          <tspan x={round(x)} y={round(top + at * 18)}>
            {line}
          </tspan>
        ))}
      </text>
      {step.loops && (
        <text class="tl-graph__loop" x={round(x + width / 2 - 4)} y={round(y + height / 2 - 4)} text-anchor="end">
          ↺
        </text>
      )}
    </g>
  );
}

/** Waits are round at their ends, work has corners. */
const radius = { waits: 18, works: 3, chooses: 3, ends: 10, fails: 3 } as const;

type Mark = 'current' | 'visited' | 'untouched';

function markOf(name: string, { current, visited }: Trail): Mark {
  if (name === current) return 'current';
  return visited.has(name) ? 'visited' : 'untouched';
}

function isReached(name: string, trail: Trail): boolean {
  return markOf(name, trail) !== 'untouched';
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

const markWords: Readonly<Record<Mark, string>> = {
  current: 'It is here now',
  visited: 'It was here',
  untouched: 'Not in this execution',
};

/** The rows of a table that says what the drawing shows: the state, how far it was reached, and where it leads. */
export function describeSteps({ first, steps }: MachineSteps, trail: Trail): string[][] {
  const labels = new Map(steps.map(({ name, label }) => [name, label]));
  return steps.map((step) => {
    const next = [...step.next, ...(step.loops ? [first] : [])].map((name) => labels.get(name) ?? name);
    return [
      step.label,
      markWords[markOf(step.name, trail)],
      next.join('; ') || 'It ends here',
      step.onFailure ? (labels.get(step.onFailure) ?? step.onFailure) : 'Nothing can fail',
    ];
  });
}
