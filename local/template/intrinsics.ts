import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import type { Assembly, StackTemplate, TemplateResource } from './assembly.ts';
import { attributeOf, nameProperty, type Place, refOf } from './physical-names.ts';
import { TemplateError } from './template-error.ts';

type Properties = Record<string, unknown>;

const stackOutput = v.strictObject({ StackName: v.string(), OutputName: v.string(), Region: v.optional(v.string()) });

/**
 * Resolves CloudFormation's intrinsic functions over all stacks of an assembly, to the names and addresses that
 * things have here. An intrinsic, pseudo parameter, attribute or reference that is not known is a `TemplateError`
 * that names it. `AWS::NoValue` leaves the property out.
 */
export class Resolver {
  readonly #place: Place;
  readonly #stacks: readonly StackTemplate[];
  readonly #exports = new Map<string, { stack: StackTemplate; value: unknown }>();
  readonly #underWay = new Set<string>();

  constructor(assembly: Assembly, place: Place) {
    this.#place = place;
    this.#stacks = assembly.stacks;
    for (const stack of this.#stacks) this.#collectExports(stack);
  }

  /** The resource's properties with every intrinsic resolved. */
  properties(stack: StackTemplate, resource: TemplateResource): Properties {
    return this.resolve(stack, resource.Properties) as Properties;
  }

  /** Whether the resource's condition, if it has one, holds. */
  exists(stack: StackTemplate, resource: TemplateResource): boolean {
    return resource.Condition === undefined || this.#condition(stack, resource.Condition);
  }

  /** The resource's physical name. */
  nameOf(stack: StackTemplate, logicalId: string, resource: TemplateResource): string {
    const property = nameProperty(resource.Type);
    const given = property ? resource.Properties[property] : undefined;
    const name = given === undefined ? undefined : this.resolve(stack, given);
    return typeof name === 'string' ? name : `${stack.name}-${logicalId}`;
  }

  ref(stack: StackTemplate, logicalId: string): string {
    const resource = this.#resourceOf(stack, logicalId);
    return this.#once(`Ref ${stack.name}/${logicalId}`, () =>
      refOf(resource.Type, this.#named(stack, logicalId, resource)),
    );
  }

  attribute(stack: StackTemplate, logicalId: string, attribute: string): string {
    const resource = this.#resourceOf(stack, logicalId);
    return this.#once(`Fn::GetAtt ${stack.name}/${logicalId}.${attribute}`, () =>
      attributeOf(resource.Type, attribute, this.#named(stack, logicalId, resource)),
    );
  }

  resolve(stack: StackTemplate, value: unknown): unknown {
    if (Array.isArray(value))
      return value.map((item) => this.resolve(stack, item)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (first && entries.length === 1 && (first[0] === 'Ref' || first[0].startsWith('Fn::')))
      return this.#intrinsic(stack, first[0], first[1]);
    return Object.fromEntries(
      entries
        .map(([key, item]): [string, unknown] => [key, this.resolve(stack, item)])
        .filter(([, item]) => item !== undefined),
    );
  }

  #intrinsic(stack: StackTemplate, name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.#reference(stack, String(argument));
      case 'Fn::GetAtt':
        return this.#getAttribute(stack, argument);
      case 'Fn::Join':
        return this.#join(stack, argument);
      case 'Fn::Sub':
        return this.#substitute(stack, argument);
      case 'Fn::Select':
        return this.#select(stack, argument);
      case 'Fn::Split': {
        const [separator, text] = this.#pair(stack, name, argument);
        return String(text).split(String(separator));
      }
      case 'Fn::ImportValue':
        return this.#import(String(this.resolve(stack, argument)));
      case 'Fn::GetStackOutput':
        return this.#stackOutput(stack, argument);
      case 'Fn::If': {
        const [condition, yes, no] = listOf(name, argument);
        return this.resolve(stack, this.#condition(stack, String(condition)) ? yes : no);
      }
      default:
        throw new TemplateError(`The stack ${stack.name} uses ${name}, which is not understood here.`);
    }
  }

  #reference(stack: StackTemplate, name: string): unknown {
    const pseudo: Record<string, string | undefined> = {
      'AWS::AccountId': this.#place.account,
      'AWS::Region': this.#place.region,
      'AWS::Partition': this.#place.partition,
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
    };
    if (name === 'AWS::NoValue') return undefined;
    if (name in pseudo) return pseudo[name];
    const parameter = stack.Parameters[name];
    if (!parameter) return this.ref(stack, name);
    if (parameter.Type !== 'String' && parameter.Type !== 'Number')
      throw new TemplateError(`The parameter ${name} of ${stack.name} has the type ${parameter.Type}, unknown here.`);
    if (parameter.Default === undefined)
      throw new TemplateError(`The parameter ${name} of ${stack.name} has no default.`);
    return parameter.Default;
  }

  #getAttribute(stack: StackTemplate, argument: unknown): string {
    const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : listOf('Fn::GetAtt', argument);
    return this.attribute(stack, String(logicalId), rest.map(String).join('.'));
  }

  #join(stack: StackTemplate, argument: unknown): string {
    const [separator, items] = this.#pair(stack, 'Fn::Join', argument);
    return listOf('Fn::Join', items).map(String).join(String(separator));
  }

  #select(stack: StackTemplate, argument: unknown): unknown {
    const [index, items] = this.#pair(stack, 'Fn::Select', argument);
    const chosen = listOf('Fn::Select', items)[Number(index)];
    if (chosen === undefined) throw new TemplateError(`Fn::Select in ${stack.name} asks for item ${index} of too few.`);
    return chosen;
  }

  #substitute(stack: StackTemplate, argument: unknown): string {
    const [text, given] = typeof argument === 'string' ? [argument, {}] : listOf('Fn::Sub', argument);
    const variables = this.resolve(stack, given ?? {}) as Properties;
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return String(variables[name]);
      return String(name.includes('.') ? this.#getAttribute(stack, name) : this.#reference(stack, name));
    });
  }

  #import(name: string): unknown {
    const found = this.#exports.get(name);
    if (!found) throw new TemplateError(`No stack exports ${name}, which another one imports.`);
    return this.#once(`Fn::ImportValue ${name}`, () => this.resolve(found.stack, found.value));
  }

  /** The weak reference between stacks that recent CDK versions write in place of an export. */
  #stackOutput(from: StackTemplate, argument: unknown): unknown {
    const { StackName, Region, OutputName } = readAs(stackOutput, this.resolve(from, argument));
    const stack = this.#stacks.find(({ name }) => name === StackName);
    const region = stack?.region ?? this.#place.region;
    if (Region !== undefined && Region !== region)
      throw new TemplateError(`${from.name} reads an output in ${Region}, and that is in ${region}.`);
    const output = stack?.Outputs[OutputName];
    if (!stack || !output)
      throw new TemplateError(`${from.name} reads ${StackName}.${OutputName}, which is not there.`);
    return this.#once(`Fn::GetStackOutput ${StackName}.${OutputName}`, () => this.resolve(stack, output.Value));
  }

  #condition(stack: StackTemplate, name: string): boolean {
    const condition = stack.Conditions[name];
    if (condition === undefined) throw new TemplateError(`${stack.name} has no condition ${name}.`);
    return this.#once(`Condition ${stack.name}/${name}`, () => this.#test(stack, condition));
  }

  #test(stack: StackTemplate, condition: unknown): boolean {
    const [name, argument] = Object.entries(condition as Properties)[0] ?? ['nothing', undefined];
    switch (name) {
      case 'Condition':
        return this.#condition(stack, String(argument));
      case 'Fn::Equals': {
        const [a, b] = this.#pair(stack, name, argument);
        return a === b;
      }
      case 'Fn::Not':
        return !this.#test(stack, listOf(name, argument)[0]);
      case 'Fn::And':
        return listOf(name, argument).every((part) => this.#test(stack, part));
      case 'Fn::Or':
        return listOf(name, argument).some((part) => this.#test(stack, part));
      default:
        throw new TemplateError(`A condition of ${stack.name} uses ${name}, which is not understood here.`);
    }
  }

  #pair(stack: StackTemplate, name: string, argument: unknown): unknown[] {
    return listOf(name, argument).map((item) => this.resolve(stack, item));
  }

  #named(stack: StackTemplate, logicalId: string, resource: TemplateResource) {
    return {
      name: this.nameOf(stack, logicalId, resource),
      place: this.#place,
      property: (name: string) => this.resolve(stack, resource.Properties[name]),
    };
  }

  #resourceOf(stack: StackTemplate, logicalId: string): TemplateResource {
    const resource = stack.Resources[logicalId];
    if (!resource) throw new TemplateError(`${stack.name} refers to ${logicalId}, which it does not have.`);
    return resource;
  }

  #collectExports(stack: StackTemplate): void {
    for (const output of Object.values(stack.Outputs)) {
      if (output.Export)
        this.#exports.set(String(this.resolve(stack, output.Export.Name)), { stack, value: output.Value });
    }
  }

  /** Guards against a template whose values are made of one another in a circle. */
  #once<T>(what: string, resolve: () => T): T {
    if (this.#underWay.has(what)) throw new TemplateError(`The template goes round in a circle at ${what}.`);
    this.#underWay.add(what);
    try {
      return resolve();
    } finally {
      this.#underWay.delete(what);
    }
  }
}

function listOf(name: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`${name} takes a list, and was given ${JSON.stringify(value)}.`);
  return value;
}
