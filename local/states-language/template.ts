import { type Eventually, isLater } from './eventually.ts';
import { compileExpression, type Expression, isExpression, type Scope } from './expression.ts';
import type { Problem } from './failures.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** A field's value as written: JSON in which any string may be an expression. */
export type Template =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Template])[] };

/** Collects problems while a definition is compiled. */
export interface Complaints {
  add(problem: Problem): void;
}

/** Where a value stands: `pointer` in the definition, `location` as causes name the field. */
export interface Place {
  readonly pointer: string;
  readonly location: string;
}

/** Compiles a value; an expression that can't be parsed is a problem, and stands as a literal. */
export function compileTemplate(value: Json, place: Place, complaints: Complaints): Template {
  if (typeof value === 'string') return compileText(value, place, complaints);
  if (Array.isArray(value)) return compileArray(value, place, complaints);
  return isJsonObject(value) ? compileObject(value, place, complaints) : { kind: 'literal', value };
}

function compileText(text: string, place: Place, complaints: Complaints): Template {
  if (!isExpression(text)) return { kind: 'literal', value: text };
  try {
    const expression = compileExpression(text, place.location);
    for (const name of unsupportedReferences(expression, place))
      complaints.add({
        code: 'UNSUPPORTED_JSONATA_EXPRESSION',
        message: `Reference to '${name}' at the top level is not supported.`,
        location: place.pointer,
      });
    return { kind: 'expression', expression };
  } catch (cause) {
    const message = `${(cause as { message?: string }).message ?? cause}`;
    complaints.add({ code: 'INVALID_JSONATA_EXPRESSION', message, location: place.pointer });
    return { kind: 'literal', value: text };
  }
}

/** What AWS refuses to have read: a context that isn't there, and the error output outside of a Catcher. */
function unsupportedReferences({ references, readsError }: Expression, { location }: Place): readonly string[] {
  return readsError && !location.startsWith('Catch[') ? [...references, '$states.errorOutput'] : references;
}

function compileArray(value: readonly Json[], { pointer, location }: Place, complaints: Complaints): Template {
  const items = value.map((item, index) =>
    compileTemplate(item, { pointer: `${pointer}[${index}]`, location: `${location}[${index}]` }, complaints),
  );
  return items.every((item) => item.kind === 'literal')
    ? { kind: 'literal', value: [...value] }
    : { kind: 'array', items };
}

function compileObject(value: JsonObject, { pointer, location }: Place, complaints: Complaints): Template {
  const members = Object.entries(value).map(([key, member]): [string, Template] => [
    key,
    compileTemplate(member, { pointer: `${pointer}/${key}`, location: `${location}/${key}` }, complaints),
  ]);
  return members.every(([, member]) => member.kind === 'literal')
    ? { kind: 'literal', value }
    : { kind: 'object', members };
}

/** The template's value, one expression after the other. Throws `EvaluationProblem` at the first that fails. */
export function evaluateTemplate(template: Template, scope: Scope): Eventually<Json> {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return template.expression.evaluate(scope);
    case 'array':
      return evaluateItems(template.items, scope);
    case 'object':
      return evaluateMembers(template.members, scope);
  }
}

function evaluateItems(items: readonly Template[], scope: Scope, values: Json[] = []): Eventually<Json[]> {
  while (values.length < items.length) {
    const value = evaluateTemplate(items[values.length] as Template, scope);
    if (isLater(value))
      return value.then((known) => {
        values.push(known);
        return evaluateItems(items, scope, values);
      });
    values.push(value);
  }
  return values;
}

/** The values of members, such as those of `Assign`. */
export function evaluateMembers(
  members: readonly (readonly [string, Template])[],
  scope: Scope,
  values: JsonObject = {},
  from = 0,
): Eventually<JsonObject> {
  for (let place = from; place < members.length; place += 1) {
    const [key, member] = members[place] as readonly [string, Template];
    const value = evaluateTemplate(member, scope);
    if (isLater(value))
      return value.then((known) => {
        values[key] = known;
        return evaluateMembers(members, scope, values, place + 1);
      });
    values[key] = value;
  }
  return values;
}
