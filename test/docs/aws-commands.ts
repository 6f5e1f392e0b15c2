import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as lambda from '@aws-sdk/client-lambda';
import * as v from 'valibot';

/** A command of the AWS command line, as a page gives it. */
export interface AwsCommand {
  readonly service: string;
  readonly operation: string;
  /** By option; empty where it has none. */
  readonly options: ReadonlyMap<string, string>;
}

/** Each service that a page commands. */
const clients: Readonly<Record<string, object>> = { cloudformation, dynamodb, lambda };

/** Options of the command line itself. */
const general = ['query', 'output', 'region', 'cli-binary-format'];

const operationSchema = v.tuple([v.literal(9), v.string(), v.string(), v.unknown(), v.function()]);
const structure = v.tuple([
  v.literal(3),
  v.string(),
  v.string(),
  v.unknown(),
  v.array(v.string()),
  v.array(v.unknown()),
]);

/** Every `aws …` in the code blocks of a page. */
export function awsCommandsIn(page: string): AwsCommand[] {
  const blocks = [...page.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, block]) => block ?? '');
  return blocks
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .flatMap((line) => {
      const [, service, operation, rest] = /^\s*aws ([a-z0-9-]+) ([a-z-]+)(.*)$/.exec(line) ?? [];
      if (!service || !operation) return [];
      const options = [...(rest ?? '').matchAll(/--([a-z-]+)(?: (?!--)('[^']*'|\S+))?/g)];
      return [{ service, operation, options: new Map(options.map(([, name = '', value = '']) => [name, value])) }];
    });
}

/** What the service's client does not know of a command: the service itself, its operation, an option, or a member within an option's value. */
export function mistakesIn({ service, operation, options }: AwsCommand): string[] {
  const client = clients[service];
  if (!client) return [`no client of ${service} is installed`];
  const pascal = operation.replaceAll(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
  const found = v.safeParse(operationSchema, Reflect.get(client, `${pascal}$`));
  if (!found.success) return [`${service} has no ${operation}`];
  const members = membersOf(found.output[4]);
  return [...options].flatMap(([option, value]) => {
    if (general.includes(option)) return [];
    const member = [...members.keys()].find((name) => kebab(name) === option);
    if (member === undefined) return [`${service} ${operation} has no --${option}`];
    const inner = membersOf(members.get(member));
    return [...value.matchAll(/(?:^|,)(\w+)=/g)]
      .map(([, name = '']) => name)
      .filter((name) => !inner.has(name))
      .map((name) => `--${option} of ${service} ${operation} has no ${name}`);
  });
}

/** A structure's members and their schemas; none where it is something else. */
function membersOf(schema: unknown): ReadonlyMap<string, unknown> {
  const found = v.safeParse(structure, typeof schema === 'function' ? schema() : schema);
  if (!found.success) return new Map();
  const [, , , , names, schemas] = found.output;
  return new Map(names.map((name, place) => [name, schemas[place]]));
}

function kebab(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
