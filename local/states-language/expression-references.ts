import type jsonata from 'jsonata';

type Node = jsonata.ExprNode;

/**
 * The names that an expression takes from its context at the top level, where a state has none: AWS refuses them when
 * the machine is created (measured: floci-io/floci issue 2670). Names inside a path, a predicate or a function are not
 * looked at: there they have a context.
 */
export function topLevelReferences(ast: Node): string[] {
  const found = new Set<string>();
  visit(ast, found);
  return [...found];
}

/** Whether an expression reads `$states.errorOutput`, which only a Catcher has. */
export function readsErrorOutput(ast: unknown): boolean {
  if (typeof ast !== 'object' || ast === null) return false;
  if (Array.isArray(ast)) return ast.some(readsErrorOutput);
  const { steps } = ast as Node;
  const type: string | undefined = (ast as Node).type;
  if (type === 'path' && steps?.[0]?.value === 'states' && steps[0].type === 'variable')
    if (steps[1]?.value === 'errorOutput') return true;
  return Object.values(ast).some(readsErrorOutput);
}

function visit(node: Node, found: Set<string>): void {
  const type: string = node.type;
  if (type === 'path') visitFirstStep(node, found);
  else if (type === 'wildcard') found.add('*');
  else if (type === 'descendant') found.add('**');
  else if (type === 'parent') found.add('%');
  else if (type === 'variable' && (node.value === '' || node.value === '$')) found.add(`$${node.value}`);
  else if (type !== 'lambda' && type !== 'transform') for (const child of childrenOf(node)) visit(child, found);
}

function visitFirstStep({ steps = [] }: Node, found: Set<string>): void {
  const [first] = steps;
  if (first?.type === 'name') found.add(String(first.value));
  else if (first) visit(first, found);
}

/** The parts of a node that are evaluated with the same context as the node itself. */
function childrenOf(node: Node): Node[] {
  const { lhs, rhs, arguments: args, expressions, condition, then, else: otherwise, expression } = node as Parts;
  return [lhs, rhs, args, expressions, condition, then, otherwise, expression]
    .flat(2)
    .filter((part): part is Node => typeof part === 'object' && part !== null && 'type' in part);
}

/** JSONata's own types know only some of these; an object constructor's `lhs` has pairs. */
interface Parts {
  readonly lhs?: unknown;
  readonly rhs?: unknown;
  readonly arguments?: unknown;
  readonly expressions?: unknown;
  readonly condition?: unknown;
  readonly then?: unknown;
  readonly else?: unknown;
  readonly expression?: unknown;
}
