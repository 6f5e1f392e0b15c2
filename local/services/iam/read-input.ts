// Inputs are looked at before their service has parsed them: whatever is not there is empty.

export type Input = Readonly<Record<string, unknown>>;

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function recordOf(value: unknown): Input {
  return typeof value === 'object' && value !== null ? (value as Input) : {};
}

export function listOf(value: unknown): Input[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

export function entriesOf(value: unknown): Array<[string, Input]> {
  return Object.entries(recordOf(value)).map(([name, part]) => [name, part as Input]);
}
